import type { ReceivedSpan } from '../receiver/received-span.ts'
import * as names from '../semconv.ts'
import { attributeReader, type AttributeReader } from './attribute-reader.ts'
import type { Verdict, VerdictScope } from './verdict.ts'

/** The outcome that a span records; `undefined` when it records none, or one of calls that it does not name. */
export function verdictOfSpan(span: ReceivedSpan): Verdict | undefined {
  return readOutcome(span, attributeReader(span.attributes), attributeReader(span.resource))
}

type OutcomeSpan = Pick<ReceivedSpan, 'traceId' | 'spanId' | 'startUnixNano'>

/** The same of a span whose attributes are read in another way. */
export function readOutcome(span: OutcomeSpan, read: AttributeReader, resource: AttributeReader): Verdict | undefined {
  const name = read.text(names.COSTSPAN_OUTCOME_NAME)
  if (name === undefined) return undefined
  const scope = SCOPES.get(read.text(names.COSTSPAN_OUTCOME_BY) ?? 'trace')
  const subject = scope === undefined ? undefined : subjectOf(scope, read, span)
  if (scope === undefined || subject === undefined) return undefined
  return {
    id: `${span.traceId}/${span.spanId}`,
    kind: 'outcome',
    name,
    atMillis: Number(span.startUnixNano / 1_000_000n),
    by: scope,
    subject,
    score: read.flag(names.COSTSPAN_OUTCOME_SUCCESS) === false ? 0 : 1,
    valueNanoUsd: read.integer(names.COSTSPAN_OUTCOME_VALUE_NANO_USD),
    version: resource.text(names.SERVICE_VERSION),
    revision: resource.text(names.VCS_REVISION),
  }
}

const SCOPES: ReadonlyMap<string, VerdictScope> = new Map([
  ['run', 'run'],
  ['conversation', 'conversation'],
  ['session', 'session'],
  ['trace', 'traceId'],
])

function subjectOf(scope: VerdictScope, read: AttributeReader, span: OutcomeSpan): string | undefined {
  const attribute = SCOPE_ATTRIBUTES[scope]
  return attribute === undefined ? span.traceId : read.text(attribute)
}

/** A trace is the one that the span is in. */
const SCOPE_ATTRIBUTES: Readonly<Partial<Record<VerdictScope, string>>> = {
  run: names.COSTSPAN_RUN,
  conversation: names.GEN_AI_CONVERSATION_ID,
  session: names.SESSION_ID,
}
