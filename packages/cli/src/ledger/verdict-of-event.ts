import { createHash } from 'node:crypto'
import type { ReceivedEvent } from '../receiver/received-event.ts'
import * as names from '../semconv.ts'
import { attributeReader, type AttributeReader } from './attribute-reader.ts'
import type { Verdict } from './verdict.ts'

/** The evaluation that an event tells of; `undefined` when it is another event, has no score, or says of no call. */
export function verdictOfEvent(event: ReceivedEvent): Verdict | undefined {
  if (event.name !== names.GEN_AI_EVALUATION_RESULT) return undefined
  return readEvaluation(event, attributeReader(event.attributes), attributeReader(event.resource))
}

/** The same of an event whose attributes are read in another way, and which is known to be an evaluation. */
export function readEvaluation(
  event: Pick<ReceivedEvent, 'traceId' | 'spanId' | 'timeUnixNano'>,
  read: AttributeReader,
  resource: AttributeReader,
): Verdict | undefined {
  const score = read.number(names.GEN_AI_EVALUATION_SCORE)
  if (score === undefined || event.spanId === undefined) return undefined
  const name = read.text(names.GEN_AI_EVALUATION_NAME) ?? 'evaluation'
  return {
    id: idOf([event.traceId, event.spanId, name, `${event.timeUnixNano}`, score]),
    kind: 'evaluation',
    name,
    atMillis: Number(event.timeUnixNano / 1_000_000n),
    by: 'spanId',
    subject: event.spanId,
    score,
    valueNanoUsd: undefined,
    version: resource.text(names.SERVICE_VERSION),
    revision: resource.text(names.VCS_REVISION),
  }
}

/** Events have no id: one with the same contents is the same one. */
function idOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
