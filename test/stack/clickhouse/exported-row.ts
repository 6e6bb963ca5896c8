import type { CollectedSpan } from '../collected-spans.ts'

/** A span as the exporter writes it: all attributes are texts. */
export function exportedRow({ name, traceId, startNanos, endNanos, service, attributes }: CollectedSpan): object {
  return {
    Timestamp: `${startNanos.slice(0, -9)}.${startNanos.slice(-9)}`,
    TraceId: traceId,
    SpanName: name,
    ServiceName: service,
    SpanAttributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, text(value)])),
    Duration: Number(BigInt(endNanos) - BigInt(startNanos)),
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
