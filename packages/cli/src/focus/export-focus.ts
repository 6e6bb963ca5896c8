import type { LedgerReader } from '../ledger/ledger.ts'
import { focusProblems } from './check-focus-row.ts'
import { focusHeading, focusLine } from './focus-csv.ts'
import type { FocusRow, FocusVersion } from './focus-row.ts'
import { type FocusAccount, focusRows } from './focus-rows.ts'

/** What is exported, and for which account. */
export interface FocusExportOptions extends FocusAccount {
  /** Default: 1.2, which most tools read. */
  readonly version?: FocusVersion
  readonly fromMillis: number
  readonly toMillis: number
}

/** What an export has, and what it lacks. */
export interface FocusExport {
  /** The file, as CSV. */
  readonly csv: string
  /** What is in it, row by row, for tools that want another file: see `CHARGE_FILES`. */
  readonly charges: readonly FocusRow[]
  readonly rows: number
  readonly nanoUsd: bigint
  /** Calls whose cost is not known: FOCUS has no unknown amount, and 0 would be wrong, so that they are not in it. */
  readonly unpricedCalls: number
}

/**
 * Writes what a ledger has as FOCUS: one row for each UTC day, SKU and set of tags. Each row is checked by the rules of the
 * specification; a row that breaks one is a defect of ours, and throws. Answers of our own cache were not charged.
 */
export async function exportFocus(ledger: LedgerReader, options: FocusExportOptions): Promise<FocusExport> {
  const { version = '1.2', fromMillis, toMillis } = options
  const steps = await ledger.series({
    step: 'day',
    fromMillis,
    toMillis,
    by: ['provider', 'model', 'serviceTier', 'region', 'feature', 'team', 'tenant', 'tier', 'origin'],
    where: { status: ['reported', 'estimated', 'unobserved'], cacheResult: [undefined, 'miss'] },
  })
  const unpriced = await ledger.sum({ fromMillis, toMillis, where: { status: ['unpriced', 'invalid'] } })
  const charges: FocusRow[] = []
  let nanoUsd = 0n
  for (const step of steps) {
    nanoUsd += step.nanoUsd
    for (const row of focusRows(step, options)) {
      const problems = focusProblems(row, version)
      if (problems.length > 0) throw new Error(`FOCUS ${version}: ${problems.join('; ')}`)
      charges.push(row)
    }
  }
  const csv = [focusHeading(version), ...charges.map((row) => focusLine(row, version))].join('')
  return { csv, charges, rows: charges.length, nanoUsd, unpricedCalls: unpriced[0]?.calls ?? 0 }
}
