import type { ServedUsage } from './served-usage.ts'

/** What a call is billed by: the model and tier that served it, and what they did. */
export interface Served {
  /** The bill's name of the endpoint, such as `openai chat`. */
  readonly endpoint: string
  readonly model: string
  /** The provider's word: `default`, `flex`, `priority`, `standard`, `batch`. */
  readonly serviceTier: string
  readonly usage: ServedUsage
}

/** One event of a stream, ready for the wire. */
export interface StreamEvent {
  readonly wire: string | Uint8Array
  /** Whether the event carries a piece of the answer: these are the chunks that behaviours count. */
  readonly content: boolean
  /** Output tokens that were generated for this event. They sum to the usage's output over the whole stream. */
  readonly outputTokens: number
}

export interface EventStream {
  readonly kind: 'stream'
  /** Server-sent events, unless this says otherwise. */
  readonly contentType?: string
  /** Made lazily, so that a stream that is left early does no more work. */
  readonly events: Iterable<StreamEvent>
  /** The provider's error event at the point that the stream has reached. */
  readonly errorEvent: () => string | Uint8Array
}

export type AnswerBody =
  | EventStream
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'bytes'; readonly contentType: string; readonly bytes: Uint8Array }

/** What an endpoint has to say to a request, before faults and delays. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: AnswerBody
  /** Empty for what costs nothing: errors, model lists, token counts, moderations. A batch serves several calls. */
  readonly served: readonly Served[]
}

export function jsonAnswer(value: unknown, ...served: readonly Served[]): Answer {
  return { status: 200, body: { kind: 'json', value }, served }
}

/** Shares out `total` over `parts` as evenly as integers allow; the sum is exact. */
export function share(total: number, parts: number, index: number): number {
  return Math.floor((total * (index + 1)) / parts) - Math.floor((total * index) / parts)
}
