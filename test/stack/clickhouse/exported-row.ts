import type { CollectedSpan } from '../collected-spans.ts'

/** A span as the exporter writes it: all attributes are texts. */
export function exportedRow({ name, traceId, startNanos, endNanos, service, attributes }: CollectedSpan): object {
  return {
    Timestamp: `${startNanos / 1_000_000_000n}.${String(startNanos % 1_000_000_000n).padStart(9, '0')}`,
    TraceId: traceId,
    SpanName: name,
    ServiceName: service,
    SpanAttributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, text(value)])),
    Duration: Number(endNanos - startNanos),
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
