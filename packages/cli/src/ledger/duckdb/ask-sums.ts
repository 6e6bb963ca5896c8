import { askedSums, ORDER_SUMS, pickedSums } from '../asked-sums.ts'
import { compareKeys, dearestFirst } from '../compare-groups.ts'
import type {
  LedgerDimension,
  Selection,
  SeriesQuestion,
  SpendGroup,
  SpendStep,
  SumName,
  SumQuestion,
} from '../ledger.ts'
import { STEP_MILLIS } from '../time-step.ts'
import { keyColumns, keyOfRow } from './group-key.ts'
import type { Query } from './query.ts'
import { type LedgerRow, rowReader } from './row-reader.ts'
import { spendRows } from './spend-rows.ts'
import { isInHours, type SpendQuestion } from './spend-source.ts'
import { spendSumOfRow } from './sum-columns.ts'

/** Spend by groups, dearest first. */
export async function askSum<Name extends SumName>(
  query: Query,
  question: SumQuestion<Name>,
): Promise<readonly SpendGroup<Name>[]> {
  const { by = [], limit, only, ...selection } = question
  const asked = { ...selection, dimensions: by }
  const isWide = only === undefined && !isInHours(asked)
  const ending = limit === undefined ? '' : dearestIn(by, limit)
  const wanted = isWide && limit !== undefined ? await whereDearest(query, asked, ending) : {}
  const rows = await spendRows(
    query,
    { ...asked, where: { ...selection.where, ...wanted } },
    { columns: keyColumns(by), sums: askedSums(only), ending },
  )
  return rows
    .map((row) => ({ key: keyOfRow(row, by), ...spendSumOfRow(row) }))
    .toSorted(dearestFirst(by))
    .map(({ key, ...sum }) => ({ key, ...pickedSums(sum, only) }))
}

/** The same order in SQL as `dearestFirst`. */
function dearestIn(by: readonly LedgerDimension[], limit: number): string {
  const names = by.map((dimension) => `, "${dimension}" NULLS FIRST`).join('')
  return `ORDER BY nano_usd DESC, calls DESC${names} LIMIT ${limit}`
}

/** Who is dearest is found by the cost alone, because to add up all of everybody takes ten times as long. */
async function whereDearest(query: Query, asked: SpendQuestion, ending: string): Promise<Where> {
  const { dimensions: by } = asked
  const rows = await spendRows(query, asked, { columns: keyColumns(by), sums: ORDER_SUMS, ending })
  return whereKeys(rows, by)
}

/** Spend by steps of time and groups. */
export async function askSeries<Name extends SumName>(
  query: Query,
  question: SeriesQuestion<Name>,
): Promise<readonly SpendStep<Name>[]> {
  const { step, by = [], aboveNanoUsd, only, ...selection } = question
  const stepMillis = STEP_MILLIS[step]
  const asked = { ...selection, dimensions: by, stepMillis }
  const columns = `(at_millis // ${stepMillis}) * ${stepMillis} AS step_millis, ${keyColumns(by)}`
  const wanted = aboveNanoUsd === undefined ? {} : await whereAbove(query, asked, columns, aboveNanoUsd)
  const rows = await spendRows(query, { ...asked, where: { ...selection.where, ...wanted } }, { columns, sums: only })
  const byName = compareKeys(by)
  return rows
    .map((row) => ({
      atMillis: rowReader(row).count('step_millis'),
      key: keyOfRow(row, by),
      ...pickedSums(spendSumOfRow(row), only),
    }))
    .toSorted((a, b) => a.atMillis - b.atMillis || byName(a.key, b.key))
}

/** The values in the groups that cost more than an amount in at least one step. */
async function whereAbove(query: Query, asked: SpendQuestion, columns: string, aboveNanoUsd: bigint): Promise<Where> {
  const ending = `AND sum(nano_usd) > ${aboveNanoUsd}`
  const rows = await spendRows(query, asked, { columns, sums: ['nanoUsd'], ending })
  return whereKeys(rows, asked.dimensions)
}

type Where = NonNullable<Selection['where']>

function whereKeys(rows: readonly LedgerRow[], by: readonly LedgerDimension[]): Where {
  const keys = rows.map((row) => keyOfRow(row, by))
  return Object.fromEntries(by.map((dimension) => [dimension, [...new Set(keys.map((key) => key[dimension]))]]))
}
