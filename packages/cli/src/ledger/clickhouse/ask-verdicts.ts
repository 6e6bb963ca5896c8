import { GEN_AI_EVALUATION_RESULT, COSTSPAN_OUTCOME_NAME } from '../../semconv.ts'
import type { LedgerRow } from '../duckdb/row-reader.ts'
import type { Verdict, VerdictQuestion } from '../verdict.ts'
import { readEvaluation } from '../verdict-of-event.ts'
import { readOutcome } from '../verdict-of-span.ts'
import type { ClickhouseQuery } from './ask-clickhouse.ts'
import { inWindow } from './call-source.ts'
import { sqlText } from './sql-text.ts'
import { textReader } from './text-reader.ts'

/**
 * The verdicts that came as spans and as events of spans. Evaluations that came as log records are in another table of the
 * exporter, which is not asked.
 */
export async function askVerdicts(
  query: ClickhouseQuery,
  table: string,
  question: VerdictQuestion,
): Promise<readonly Verdict[]> {
  const rows = await query(question.kind === 'outcome' ? outcomeSql(table, question) : evaluationSql(table, question))
  const verdicts = rows.map((row) => verdictOf(row, question)).filter((verdict) => verdict !== undefined)
  const inTime = verdicts.filter(({ atMillis }) => atMillis >= question.fromMillis && atMillis < question.toMillis)
  // The exporter writes rows again whose answer it did not see.
  return [...new Map(inTime.map((verdict) => [verdict.id, verdict])).values()].toSorted(
    (a, b) => a.atMillis - b.atMillis || (a.id < b.id ? -1 : 1),
  )
}

function outcomeSql(table: string, question: VerdictQuestion): string {
  const conditions = [`SpanAttributes[${sqlText(COSTSPAN_OUTCOME_NAME)}] != ''`, ...inWindow(question)]
  return `SELECT TraceId, SpanId, toString(toUnixTimestamp64Nano(Timestamp)) AS at, SpanAttributes AS attributes,
    ResourceAttributes AS resource FROM ${table} WHERE ${conditions.join(' AND ')}`
}

/** An event lies within its span, and may be told long after the span began. */
function evaluationSql(table: string, { toMillis }: VerdictQuestion): string {
  const conditions = [`event_name = ${sqlText(GEN_AI_EVALUATION_RESULT)}`, ...inWindow({ toMillis })]
  return `SELECT TraceId, SpanId, toString(toUnixTimestamp64Nano(event_at)) AS at, event_attributes AS attributes,
    ResourceAttributes AS resource FROM ${table} ARRAY JOIN Events.Timestamp AS event_at, Events.Name AS event_name,
    Events.Attributes AS event_attributes WHERE ${conditions.join(' AND ')}`
}

function verdictOf(row: LedgerRow, { kind }: VerdictQuestion): Verdict | undefined {
  const place = { traceId: String(row['TraceId']), spanId: String(row['SpanId']) }
  const at = BigInt(String(row['at']))
  const read = textReader(row['attributes'] as Readonly<Record<string, string>>)
  const resource = textReader(row['resource'] as Readonly<Record<string, string>>)
  return kind === 'outcome'
    ? readOutcome({ ...place, startUnixNano: at }, read, resource)
    : readEvaluation({ ...place, timeUnixNano: at }, read, resource)
}
