import { askedSums, pickedSums } from '../asked-sums.ts'
import { compareKeys, dearestFirst } from '../compare-groups.ts'
import { checkQuestion } from '../check-question.ts'
import type { LedgerDimension, LedgerReader, SpendGroup, SumName } from '../ledger.ts'
import { keyOfRow } from '../duckdb/group-key.ts'
import { type LedgerRow, rowReader } from '../duckdb/row-reader.ts'
import { columnsOf, spendSumOfRow } from '../duckdb/sum-columns.ts'
import { STEP_MILLIS } from '../time-step.ts'
import { MEASURES, SUMS } from './call-expressions.ts'
import { callOfSpanRow, ROW_COLUMNS } from './call-of-span-row.ts'
import { askVerdicts } from './ask-verdicts.ts'
import { callSource } from './call-source.ts'

/** Runs one statement and gives all its rows. */
export type ClickhouseQuery = (sql: string) => Promise<readonly LedgerRow[]>

/** Answers the questions of a ledger from a table of spans in ClickHouse. */
export function askClickhouse(query: ClickhouseQuery, table: string): LedgerReader {
  return {
    async sum(question = {}) {
      checkQuestion(question)
      const { by = [], limit, only, ...selection } = question
      const sums = sumsOf(askedSums(only))
      const names = by.map((dimension) => `, "${dimension}" ASC NULLS FIRST`).join('')
      const top = limit === undefined ? '' : `ORDER BY sum(c.nano_usd) DESC, sum(c.calls) DESC${names} LIMIT ${limit}`
      const rows = await query(
        `SELECT ${keys(by)} ${sumList(sums)} FROM ${callSource(table, selection, by, sums)} ${grouped(by)} ${top}`,
      )
      return rows
        .map((row) => groupOf(row, by, sums))
        .toSorted(dearestFirst(by))
        .map(({ key, ...sum }) => ({ key, ...pickedSums(sum, only) }))
    },
    async series(question) {
      checkQuestion(question)
      const { step, by = [], aboveNanoUsd, only, ...selection } = question
      const sums = sumsOf(aboveNanoUsd === undefined ? only : only && [...only, 'nanoUsd'])
      const length = STEP_MILLIS[step] * 1_000_000
      const rows = await query(
        `SELECT * FROM (SELECT intDiv(start_nano, ${length}) AS step, ${keys(by)} ${sumList(sums)}, ${mostInStep(by, aboveNanoUsd)} AS most
          FROM ${callSource(table, selection, by, sums)} ${grouped(by, ['step'])}) ${above(aboveNanoUsd)}`,
      )
      const byName = compareKeys(by)
      return rows
        .map((row) => {
          const { key, ...sum } = groupOf(row, by, sums)
          return { atMillis: (Number(row['step']) * length) / 1_000_000, key, ...pickedSums(sum, only) }
        })
        .toSorted((a, b) => a.atMillis - b.atMillis || byName(a.key, b.key))
    },
    async countNames(dimension, selection = {}) {
      checkQuestion({ ...selection, by: [dimension] })
      const source = callSource(table, selection, [dimension], {})
      const [row = {}] = await query(`SELECT toString(uniqExact("${dimension}")) AS names FROM ${source}`)
      return rowReader(wholeNumbers(row, ['names'])).count('names')
    },
    async spread(question) {
      checkQuestion(question)
      const { of, by = [], quantiles = [], ...selection } = question
      const shares = quantiles.length === 0 ? '[]' : `quantilesExact(${quantiles.map(level).join(', ')})(measure)`
      const rows = await query(
        `SELECT ${keys(by)} toString(count()) AS measured, avg(measure) AS mean, min(measure) AS least, max(measure) AS most,
          ${shares} AS shares FROM ${callSource(table, selection, by, { measure: `toFloat64(${MEASURES[of]})` })}
          WHERE measure IS NOT NULL ${grouped(by)}`,
      )
      const byName = compareKeys(by)
      return rows
        .map((row) => {
          const { count, number } = rowReader(wholeNumbers(row, ['measured']))
          const [mean = 0, min = 0, max = 0] = [number('mean'), number('least'), number('most')]
          return {
            key: keyOfRow(row, by),
            calls: count('measured'),
            mean,
            min,
            max,
            quantiles: row['shares'] as number[],
          }
        })
        .toSorted((a, b) => byName(a.key, b.key))
    },
    async rows(question = {}) {
      checkQuestion(question)
      const { order = 'newest', limit = 100, offset = 0, ...selection } = question
      const source = callSource(table, selection, [], {
        ...ROW_COLUMNS,
        nano_usd: SUMS['nano_usd'] ?? '0',
        is_priced: SUMS['priced_calls'] ?? '0',
      })
      const rows = await query(`SELECT * FROM ${source} ORDER BY ${ROW_ORDERS[order]} LIMIT ${limit} OFFSET ${offset}`)
      return rows.map(callOfSpanRow).filter((call) => call !== undefined)
    },
    verdicts: async (question) => askVerdicts(query, table, question),
    async extent() {
      const [row = {}] = await query(
        `SELECT toString(intDiv(min(start_nano), 1000000)) AS first, toString(intDiv(max(start_nano), 1000000)) AS last,
          toString(count()) AS kept FROM ${callSource(table, {}, [], {})}`,
      )
      const { count } = rowReader(wholeNumbers(row, ['first', 'last', 'kept']))
      if (count('kept') === 0) return undefined
      const firstMillis = count('first')
      return { firstMillis, lastMillis: count('last'), rowsFromMillis: firstMillis, rows: count('kept') }
    },
  }
}

/** What calls add to some sums, or to all: each is read from the attributes of every call, which takes longer than all else. */
function sumsOf(names: readonly SumName[] | undefined): Readonly<Record<string, string>> {
  if (names === undefined) return SUMS
  const columns = new Set(names.flatMap(columnsOf))
  return Object.fromEntries(Object.entries(SUMS).filter(([column]) => columns.has(column)))
}

/** Whole numbers come as texts, because JSON has none of 64 bits. */
function sumList(sums: Readonly<Record<string, string>>): string {
  return Object.keys(sums)
    .map((name) => `toString(sum(${name})) AS "${name}"`)
    .join(', ')
}

const ROW_ORDERS = {
  newest: 'start_nano DESC, "spanId", "traceId"',
  oldest: 'start_nano, "spanId", "traceId"',
  dearest: 'is_priced DESC, nano_usd DESC, start_nano DESC, "spanId", "traceId"',
} as const

function keys(by: readonly LedgerDimension[]): string {
  return by.map((dimension) => `"${dimension}",`).join(' ')
}

/** Without the condition, the sum over no rows would be one row of nothing. */
function grouped(by: readonly LedgerDimension[], others: readonly string[] = []): string {
  const names = [...others, ...by.map((dimension) => `"${dimension}"`)]
  return `${names.length === 0 ? '' : `GROUP BY ${names.join(', ')}`} HAVING count() > 0`
}

/** What a group cost in its dearest step: of each user and hour, nearly all are of no interest, and would all be sent. */
function mostInStep(by: readonly LedgerDimension[], aboveNanoUsd: bigint | undefined): string {
  if (aboveNanoUsd === undefined) return '0'
  const groups = by.length === 0 ? '' : `PARTITION BY ${by.map((dimension) => `"${dimension}"`).join(', ')}`
  return `max(sum(c.nano_usd)) OVER (${groups})`
}

function above(aboveNanoUsd: bigint | undefined): string {
  return aboveNanoUsd === undefined ? '' : `WHERE most > ${aboveNanoUsd}`
}

function groupOf(row: LedgerRow, by: readonly LedgerDimension[], sums: Readonly<Record<string, string>>): SpendGroup {
  return { key: keyOfRow(row, by), ...spendSumOfRow(wholeNumbers(row, Object.keys(sums))) }
}

function wholeNumbers(row: LedgerRow, names: readonly string[]): LedgerRow {
  return { ...row, ...Object.fromEntries(names.map((name) => [name, BigInt(row[name] as string)])) }
}

/** ClickHouse rounds a place between two values up, a ledger down: just below it both mean the same value. */
function level(share: number): number {
  return Math.max(0, share - 1e-10)
}
