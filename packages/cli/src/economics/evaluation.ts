import { parseCsv } from '../budgets/parse-csv.ts'
import type { LedgerReader } from '../ledger/ledger.ts'
import type { VerdictScope } from '../ledger/verdict.ts'
import { SUBJECT_COLUMNS, subjectOfRow } from './outcome.ts'

/** How good somebody found what calls answered. */
export interface Evaluation {
  /** What was evaluated, such as `relevance`; scores of different names are on different scales. */
  readonly name: string
  readonly by: VerdictScope
  readonly id: string
  /** The higher, the better. */
  readonly score: number
}

/**
 * Reads scores from CSV with the columns score, one of run, session, conversation, trace, span, and optionally evaluation.
 *
 * @throws TypeError naming the line, the value and what was expected
 */
export function readEvaluations(text: string): readonly Evaluation[] {
  return parseCsv(text).map((row, index) => {
    const { evaluation = '', score = '' } = row
    const subject = subjectOfRow(row)
    if (subject === undefined || score.trim() === '' || !Number.isFinite(Number(score))) {
      throw new TypeError(
        `line ${index + 2} must have a score that is a number and one of ${SUBJECT_COLUMNS.join(', ')}, got ${JSON.stringify(row)}`,
      )
    }
    return { name: evaluation === '' ? 'quality' : evaluation, ...subject, score: Number(score) }
  })
}

/** The evaluations that applications and evaluators sent in a time, as `gen_ai.evaluation.result` events. */
export async function recordedEvaluations(
  ledger: LedgerReader,
  window: { readonly fromMillis: number; readonly toMillis: number },
): Promise<readonly Evaluation[]> {
  const verdicts = (await ledger.verdicts?.({ ...window, kind: 'evaluation' })) ?? []
  return verdicts.map(({ name, by, subject, score }) => ({ name, by, id: subject, score }))
}
