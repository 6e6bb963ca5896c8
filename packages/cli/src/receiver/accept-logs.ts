import type { AcceptExport } from './accept-export.ts'
import { type LogRecord, LogExportAnswerSchema, LogExportSchema } from './otlp/otlp_pb.ts'
import { receivedAttributes, type Attributes } from './received-attributes.ts'
import type { ReceivedEvent } from './received-event.ts'

/**
 * Hands on log records that are events. Others are taken and dropped, because a sender that has one endpoint for all signals
 * would otherwise report errors forever.
 */
export const acceptLogs: AcceptExport = (encoding, body, sink) => {
  for (const { resource, scopeLogs } of encoding.decode(LogExportSchema, body).resourceLogs) {
    const resourceAttributes = receivedAttributes(resource?.attributes ?? [])
    for (const record of scopeLogs.flatMap(({ logRecords }) => logRecords)) {
      const event = eventOf(record, resourceAttributes)
      if (event !== undefined) sink.addEvent?.(event)
    }
  }
  return encoding.encode(LogExportAnswerSchema, {})
}

/** Before log records had names, events had theirs in an attribute. */
function eventOf(record: LogRecord, resource: Attributes): ReceivedEvent | undefined {
  const attributes = receivedAttributes(record.attributes)
  const older = attributes.get('event.name')
  const name = record.eventName === '' && typeof older === 'string' ? older : record.eventName
  if (name === '') return undefined
  const { timeUnixNano, observedTimeUnixNano, traceId, spanId } = record
  return {
    name,
    timeUnixNano: timeUnixNano === 0n ? observedTimeUnixNano : timeUnixNano,
    traceId: traceId.length === 16 ? Buffer.from(traceId).toString('hex') : undefined,
    spanId: spanId.length === 8 ? Buffer.from(spanId).toString('hex') : undefined,
    attributes,
    resource,
  }
}
