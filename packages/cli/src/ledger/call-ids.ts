import { createHash } from 'node:crypto'
import type { ReceivedSpan } from '../receiver/received-span.ts'
import * as names from '../semconv.ts'
import type { AttributeReader } from './attribute-reader.ts'
import type { CallRecord } from './call-record.ts'

/**
 * The ids by which a call is known again. A result of a batch may be read more than once, in several processes, each of which
 * makes a span of it: so it is known by its batch and by what its submitter called it.
 */
export function callIds(
  span: Pick<ReceivedSpan, 'traceId' | 'spanId'>,
  read: AttributeReader,
): Pick<CallRecord, 'traceId' | 'spanId'> {
  const batch = read.text(names.COSTSPAN_BATCH_ID)
  const customId = read.text(names.COSTSPAN_BATCH_CUSTOM_ID)
  if (batch === undefined || customId === undefined) return { traceId: span.traceId, spanId: span.spanId }
  const provider = read.text(names.GEN_AI_PROVIDER_NAME)
  const id = createHash('sha256')
    .update(JSON.stringify([provider, batch, customId]))
    .digest('hex')
  return { traceId: id.slice(0, 32), spanId: id.slice(32, 48) }
}
