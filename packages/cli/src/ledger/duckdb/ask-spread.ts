import { compareKeys } from '../compare-groups.ts'
import type { LedgerDimension, Spread, SpreadQuestion } from '../ledger.ts'
import { DIMENSION_COLUMNS } from './dimension-columns.ts'
import { keyColumns, keyOfRow } from './group-key.ts'
import { MEASURE_COLUMNS } from './measure-columns.ts'
import type { Query } from './query.ts'
import { type LedgerRow, rowReader } from './row-reader.ts'
import { whereRows } from './where-clause.ts'

/** How a measure is distributed. */
export async function askSpread(query: Query, question: SpreadQuestion): Promise<readonly Spread[]> {
  const { of, by = [], quantiles = [], ...selection } = question
  const where = whereRows(selection)
  const named = by.map((dimension) => `${DIMENSION_COLUMNS[dimension]} AS "${dimension}", `).join('')
  const shares = quantiles.length === 0 ? '[]' : `quantile_disc(measure, [${quantiles.join(', ')}])`
  const rows = await query(
    `SELECT ${keyColumns(by)} count(*) AS measured, avg(measure) AS mean, min(measure) AS least, max(measure) AS most,
      ${shares} AS shares
      FROM (SELECT ${named} ${MEASURE_COLUMNS[of]} AS measure FROM call_rows WHERE call_count = 1 AND ${where.sql})
      WHERE measure IS NOT NULL GROUP BY ALL HAVING count(*) > 0`,
    where.values,
  )
  const byName = compareKeys(by)
  return rows.map((row) => spreadOf(row, by)).toSorted((a, b) => byName(a.key, b.key))
}

function spreadOf(row: LedgerRow, by: readonly LedgerDimension[]): Spread {
  const { count, number } = rowReader(row)
  const shares = row['shares']
  return {
    key: keyOfRow(row, by),
    calls: count('measured'),
    mean: number('mean') ?? 0,
    min: number('least') ?? 0,
    max: number('most') ?? 0,
    quantiles: Array.isArray(shares) ? shares.map(Number) : [],
  }
}
