import type { Attributes, AttributeValue, ReceivedSpan } from '@costspan/cli'

/** A span as the Collector's exporter writes it into ClickHouse: all attributes are texts. */
export function spanRow(span: ReceivedSpan): object {
  const { startUnixNano, endUnixNano, attributes, resource } = span
  const digits = String(startUnixNano)
  return {
    Timestamp: `${digits.slice(0, -9)}.${digits.slice(-9)}`,
    TraceId: span.traceId,
    SpanId: span.spanId,
    ParentSpanId: span.parentSpanId ?? '',
    SpanName: span.name,
    ServiceName: text(resource.get('service.name') ?? ''),
    ResourceAttributes: texts(resource),
    SpanAttributes: texts(attributes),
    Duration: Number(endUnixNano - startUnixNano),
  }
}

/** Attributes as texts, whatever they were. */
export function texts(attributes: Attributes): Readonly<Record<string, string>> {
  return Object.fromEntries([...attributes].map(([name, value]) => [name, text(value)]))
}

function text(value: AttributeValue): string {
  return Array.isArray(value) ? JSON.stringify(value) : String(value)
}
