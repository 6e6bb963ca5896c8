import type { CallRecord } from '../call-record.ts'
import { checkQuestion } from '../check-question.ts'
import { compareKeys, dearestFirst } from '../compare-groups.ts'
import { dimensionValue } from '../dimension-value.ts'
import type { LedgerReader, RowsQuestion, SpendGroup } from '../ledger.ts'
import { spendSumOf, totalSpendSum } from '../spend-sum.ts'
import { startMillis, stepStart } from '../time-step.ts'
import { type CallGroup, groupCalls } from './group-calls.ts'
import { selectCalls } from './select-calls.ts'
import { spreadOf } from './spread-of.ts'

/** Answers the questions of a ledger from calls in memory: what the answers of every other ledger are held against. */
export function answerQuestions(calls: () => Iterable<CallRecord>): LedgerReader {
  return {
    async sum(question = {}) {
      checkQuestion(question)
      const { by = [], limit, only: _, ...selection } = question
      const groups = groupCalls(selectCalls(calls(), selection), by).map(spendOf)
      return groups.toSorted(dearestFirst(by)).slice(0, limit)
    },
    async series(question) {
      checkQuestion(question)
      const { step, by = [], only: _, aboveNanoUsd: __, ...selection } = question
      const steps = Map.groupBy(selectCalls(calls(), selection), (call) => stepStart(startMillis(call), step))
      const byName = compareKeys(by)
      return [...steps]
        .toSorted(([a], [b]) => a - b)
        .flatMap(([atMillis, inStep]) =>
          groupCalls(inStep, by)
            .toSorted((a, b) => byName(a.key, b.key))
            .map((group) => ({ atMillis, ...spendOf(group) })),
        )
    },
    async countNames(dimension, selection = {}) {
      checkQuestion({ ...selection, by: [dimension] })
      const names = selectCalls(calls(), selection).map((call) => dimensionValue(call, dimension))
      return new Set(names.filter((name) => name !== undefined)).size
    },
    async spread(question) {
      checkQuestion(question)
      const { by = [] } = question
      const byName = compareKeys(by)
      return groupCalls(selectCalls(calls(), question), by)
        .map((group) => spreadOf(group, question))
        .filter((spread) => spread !== undefined)
        .toSorted((a, b) => byName(a.key, b.key))
    },
    async rows(question = {}) {
      checkQuestion(question)
      const { order = 'newest', limit = 100, offset = 0, ...selection } = question
      return selectCalls(calls(), selection)
        .toSorted(ROW_ORDERS[order])
        .slice(offset, offset + limit)
    },
    async extent() {
      const starts = [...calls()].map(startMillis).toSorted((a, b) => a - b)
      const [firstMillis, lastMillis] = [starts.at(0), starts.at(-1)]
      if (firstMillis === undefined || lastMillis === undefined) return undefined
      return { firstMillis, lastMillis, rowsFromMillis: firstMillis, rows: starts.length }
    },
  }
}

function spendOf({ key, calls }: CallGroup): SpendGroup {
  return { key, ...totalSpendSum(calls.map(spendSumOf)) }
}

const ROW_ORDERS: Readonly<Record<NonNullable<RowsQuestion['order']>, (a: CallRecord, b: CallRecord) => number>> = {
  newest: (a, b) => compare(b.startUnixNano, a.startUnixNano) || bySpan(a, b),
  oldest: (a, b) => compare(a.startUnixNano, b.startUnixNano) || bySpan(a, b),
  dearest: (a, b) => compareCosts(b.nanoUsd, a.nanoUsd) || ROW_ORDERS.newest(a, b),
}

/** What is not known is neither dear nor cheap, and comes after all that is. */
function compareCosts(a: bigint | undefined, b: bigint | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  return compare(a, b)
}

function bySpan(a: CallRecord, b: CallRecord): number {
  return compare(a.spanId, b.spanId) || compare(a.traceId, b.traceId)
}

function compare<Value extends bigint | string>(a: Value, b: Value): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
