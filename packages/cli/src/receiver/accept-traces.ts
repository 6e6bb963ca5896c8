import { receivedAttributes, type Attributes } from './received-attributes.ts'
import type { ReceivedEvent } from './received-event.ts'
import type { ReceivedSpan } from './received-span.ts'
import { TraceExportAnswerSchema, TraceExportSchema, type Span } from './otlp/otlp_pb.ts'
import type { AcceptExport } from './accept-export.ts'

/** Hands every span on. A span without valid ids cannot be told from others, so it is rejected and counted in the answer. */
export const acceptTraces: AcceptExport = (encoding, body, sink) => {
  let rejectedSpans = 0n
  for (const { resource, scopeSpans } of encoding.decode(TraceExportSchema, body).resourceSpans) {
    const resourceAttributes = receivedAttributes(resource?.attributes ?? [])
    for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
      if (!hasValidIds(span)) {
        rejectedSpans += 1n
        continue
      }
      sink.addSpan(receivedSpan(span, resourceAttributes))
      for (const event of receivedEvents(span, resourceAttributes)) sink.addEvent?.(event)
    }
  }
  if (rejectedSpans === 0n) return encoding.encode(TraceExportAnswerSchema, {})
  const errorMessage = 'Rejected spans whose traceId is not 16 bytes or whose spanId is not 8 bytes'
  return encoding.encode(TraceExportAnswerSchema, { partialSuccess: { rejectedSpans, errorMessage } })
}

function hasValidIds({ traceId, spanId }: Span): boolean {
  return traceId.length === 16 && spanId.length === 8
}

function receivedSpan(span: Span, resource: Attributes): ReceivedSpan {
  return {
    traceId: Buffer.from(span.traceId).toString('hex'),
    spanId: Buffer.from(span.spanId).toString('hex'),
    parentSpanId: span.parentSpanId.length === 8 ? Buffer.from(span.parentSpanId).toString('hex') : undefined,
    name: span.name,
    startUnixNano: span.startTimeUnixNano,
    endUnixNano: span.endTimeUnixNano,
    attributes: receivedAttributes(span.attributes),
    resource,
  }
}

function receivedEvents(span: Span, resource: Attributes): readonly ReceivedEvent[] {
  return span.events.map(({ name, timeUnixNano, attributes }) => ({
    name,
    timeUnixNano,
    traceId: Buffer.from(span.traceId).toString('hex'),
    spanId: Buffer.from(span.spanId).toString('hex'),
    attributes: receivedAttributes(attributes),
    resource,
  }))
}
