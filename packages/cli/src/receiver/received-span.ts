import type { Attributes } from './received-attributes.ts'

/** A finished span as it came over OTLP, free of its encoding. */
export interface ReceivedSpan {
  /** 32 lower-case hex digits. */
  readonly traceId: string
  /** 16 lower-case hex digits. */
  readonly spanId: string
  /** `undefined` for the first span of a trace. */
  readonly parentSpanId: string | undefined
  readonly name: string
  readonly startUnixNano: bigint
  readonly endUnixNano: bigint
  readonly attributes: Attributes
  readonly resource: Attributes
}
