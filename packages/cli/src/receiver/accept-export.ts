import type { OtlpEncoding } from './otlp-encoding.ts'
import type { TelemetrySink } from './telemetry-sink.ts'

/** Decodes one export, hands its items to the sink, and returns the encoded answer. */
export type AcceptExport = (encoding: OtlpEncoding, body: Uint8Array, sink: TelemetrySink) => Uint8Array
