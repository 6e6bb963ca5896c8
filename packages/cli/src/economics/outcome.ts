import { parseCsv } from '../budgets/parse-csv.ts'
import type { LedgerReader } from '../ledger/ledger.ts'
import { VERDICT_SCOPES, type VerdictScope } from '../ledger/verdict.ts'

/** Something that calls were made for, such as a ticket: it came about, or it did not. */
export interface Outcome {
  readonly name: string
  /** What tells its calls: the run, session, conversation, trace or span that they belong to. */
  readonly by: VerdictScope
  readonly id: string
  readonly isSuccess: boolean
  /** What it is worth, in nano-USD; `undefined` where nobody said so. */
  readonly valueNanoUsd?: bigint | undefined
  /** Of the service that recorded it. Default: of the calls that it took. */
  readonly version?: string | undefined
  readonly revision?: string | undefined
}

/**
 * Reads outcomes from CSV with the columns outcome,success and one of run, session, conversation, trace, span. Without the
 * column success, all are.
 *
 * @throws TypeError naming the line and what was expected
 */
export function readOutcomes(text: string): readonly Outcome[] {
  return parseCsv(text).map((row, index) => {
    const { outcome = '', success = 'true' } = row
    const subject = subjectOfRow(row)
    if (subject === undefined || outcome === '') {
      throw new TypeError(`line ${index + 2} must have an outcome and one of ${SUBJECT_COLUMNS.join(', ')}`)
    }
    return { name: outcome, ...subject, isSuccess: /^(true|yes|1)$/i.test(success) }
  })
}

/** The outcomes that applications recorded in a time. */
export async function recordedOutcomes(
  ledger: LedgerReader,
  window: { readonly fromMillis: number; readonly toMillis: number },
): Promise<readonly Outcome[]> {
  const verdicts = (await ledger.verdicts?.({ ...window, kind: 'outcome' })) ?? []
  return verdicts.map(({ name, by, subject, score, valueNanoUsd, version, revision }) => {
    return { name, by, id: subject, isSuccess: score > 0, valueNanoUsd, version, revision }
  })
}

/** The columns of CSV that tell calls, with the dimensions that they are. */
const SUBJECTS: Readonly<Record<string, VerdictScope>> = Object.fromEntries(
  VERDICT_SCOPES.map((scope) => [scope.replace(/Id$/, ''), scope]),
)
export const SUBJECT_COLUMNS: readonly string[] = Object.keys(SUBJECTS)

/** Which calls a row of CSV is about; `undefined` where it does not say. */
export function subjectOfRow(
  row: Readonly<Partial<Record<string, string>>>,
): { readonly by: VerdictScope; readonly id: string } | undefined {
  const column = SUBJECT_COLUMNS.find((name) => (row[name] ?? '') !== '')
  const by = column === undefined ? undefined : SUBJECTS[column]
  return column === undefined || by === undefined ? undefined : { by, id: row[column] ?? '' }
}
