import { NO_SPEND } from '../spend-sum.ts'
import type { Extent, GroupKey, LedgerDimension, Selection, SourceKnowledge, SpendStep } from '../ledger.ts'
import { checkKnown } from './check-known.ts'
import { counterIncreases, type CounterIncrease, type CounterSteps, stepEdges } from './counter-increases.ts'
import type { PrometheusApi } from './prometheus-api.ts'
import { DIMENSION_LABELS, type MutableSum, SUM_COUNTERS, type SumCounter } from './sum-counters.ts'

/** What the counters counted in each step, each series for itself. */
export interface CounterSums {
  /** When the steps begin. */
  readonly starts: readonly number[]
  readonly counters: readonly { readonly counter: SumCounter; readonly series: readonly CounterIncrease[] }[]
}

/** Asks for the counters of a selection. The same question within one report goes to the server once. */
export function counterSums(
  api: PrometheusApi,
  extent: () => Promise<Extent | undefined>,
): (
  question: Selection & { readonly by?: readonly LedgerDimension[] },
  stepMillis: number,
  knows: SourceKnowledge,
) => Promise<CounterSums> {
  const asked = new Map<string, Promise<readonly CounterIncrease[]>>()
  const increases = (metric: string, steps: CounterSteps): Promise<readonly CounterIncrease[]> => {
    const key = JSON.stringify([metric, steps])
    const answer = asked.get(key) ?? counterIncreases(api, metric, steps)
    asked.set(key, answer)
    return answer
  }
  return async (question, stepMillis, knows) => {
    checkKnown(knows, question)
    const steps = await stepsOf(question, stepMillis, extent)
    if (steps === undefined) return { starts: [], counters: [] }
    const counters: { counter: SumCounter; series: readonly CounterIncrease[] }[] = []
    for (const counter of SUM_COUNTERS) {
      const series = await increases(counter.metric, steps)
      counters.push({ counter, series: series.filter((each) => isOf(each, counter) && isSelected(each, question)) })
    }
    return { starts: stepEdges(steps).slice(0, -1), counters }
  }
}

/** Adds the counters up by dimensions and by what a step belongs to; what counted nothing is left out. */
export function groupSteps(
  { starts, counters }: CounterSums,
  by: readonly LedgerDimension[],
  stepOf: (atMillis: number) => number,
): readonly SpendStep[] {
  const groups = new Map<string, { readonly atMillis: number; readonly key: GroupKey; readonly sum: MutableSum }>()
  for (const { counter, series } of counters) {
    for (const { labels, increases } of series) {
      const key = keyOf(labels, by)
      for (const [index, increase] of increases.entries()) {
        const amount = counter.unit === 'usd' ? BigInt(Math.round(increase * 1e9)) : BigInt(Math.round(increase))
        if (amount === 0n) continue
        const atMillis = stepOf(starts[index] ?? 0)
        const id = JSON.stringify([atMillis, key])
        const group = groups.get(id) ?? { atMillis, key, sum: { ...NO_SPEND } }
        groups.set(id, group)
        counter.add(group.sum, amount)
      }
    }
  }
  return [...groups.values()].map(({ atMillis, key, sum }) => ({ atMillis, key, ...sum }))
}

/** Only what is counted can be asked for, so that a window without a bound has that of the counters. */
async function stepsOf(
  { fromMillis, toMillis }: Selection,
  stepMillis: number,
  extent: () => Promise<Extent | undefined>,
): Promise<CounterSteps | undefined> {
  const known = await extent()
  if (known === undefined) return undefined
  const from = Math.max(fromMillis ?? -Infinity, known.firstMillis)
  const to = Math.min(toMillis ?? Infinity, known.lastMillis)
  return from < to ? { fromMillis: from, toMillis: to, stepMillis } : undefined
}

function isOf({ labels }: CounterIncrease, { of = {} }: SumCounter): boolean {
  return Object.entries(of).every(([name, isWanted]) => isWanted(labels[name] ?? ''))
}

function isSelected({ labels }: CounterIncrease, { where = {} }: Selection): boolean {
  return (Object.entries(where) as [LedgerDimension, readonly (string | undefined)[]][]).every(([dimension, wanted]) =>
    wanted.includes(valueOf(labels, dimension)),
  )
}

function keyOf(labels: Readonly<Record<string, string>>, by: readonly LedgerDimension[]): GroupKey {
  return Object.fromEntries(
    by.flatMap((dimension) => {
      const value = valueOf(labels, dimension)
      return value === undefined ? [] : [[dimension, value]]
    }),
  )
}

/** A call without a feature is counted as `unattributed`, which is no feature. */
function valueOf(labels: Readonly<Record<string, string>>, dimension: LedgerDimension): string | undefined {
  const label = DIMENSION_LABELS.get(dimension)?.find((name) => (labels[name] ?? '') !== '')
  const value = label === undefined ? undefined : labels[label]
  return dimension === 'feature' && value === 'unattributed' ? undefined : value
}
