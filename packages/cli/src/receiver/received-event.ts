import type { Attributes } from './received-attributes.ts'

/** An event as it came over OTLP: of a span, or a log record that has a name. */
export interface ReceivedEvent {
  readonly name: string
  readonly timeUnixNano: bigint
  /** The span that it belongs to; `undefined` for a log record outside of any. */
  readonly traceId: string | undefined
  readonly spanId: string | undefined
  readonly attributes: Attributes
  readonly resource: Attributes
}
