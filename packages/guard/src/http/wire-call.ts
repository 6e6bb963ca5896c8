/**
 * Wire call: a paid call as its HTTP request shows it, before any SDK's objects are known.
 */
import type { Operation } from '@costspan/instrumentation/providers'

/** What the body of a request says, as parsed JSON, or as the fields of a form. */
export type RequestBody = Readonly<Record<string, unknown>>

export interface WireCall {
  /** `gen_ai.provider.name` of the host, or of who speaks this format first where the host is nobody's we know. */
  readonly provider: string
  /** The provider whose wire format it is: `openai` for all that speak like OpenAI. */
  readonly format: string
  /** How the request and its answer are read; undefined where a paid path of a known host is nothing we can read. */
  readonly operation: Operation | undefined
  /** The model that is asked for; empty where none is named. */
  readonly model: string
  readonly body: RequestBody
  /** Bytes of the body as it is sent. */
  readonly bodyBytes: number
  readonly streams: boolean
}
