import { DAY_MILLIS } from '../time-step.ts'
import type { PrometheusApi, PromSeries } from './prometheus-api.ts'

/** What one series of a counter counted in each step. */
export interface CounterIncrease {
  readonly labels: Readonly<Record<string, string>>
  /** One for each step, as many as there are edges but the last. */
  readonly increases: readonly number[]
}

/** Steps of equal length between a first and a last instant, which need not be whole steps. */
export interface CounterSteps {
  readonly fromMillis: number
  readonly toMillis: number
  readonly stepMillis: number
}

/**
 * What a counter counted in each step, from its samples as they are. PromQL's `increase` is no help to a ledger: it
 * extrapolates to the bounds of the window, and does not count what a series began with. Here each step is the last value in
 * it less the last one before; a series that was not there before began at 0, and so does one after its process restarted.
 *
 * @returns the increases of each step that `stepEdges` names
 */
export async function counterIncreases(
  api: PrometheusApi,
  metric: string,
  steps: CounterSteps,
): Promise<readonly CounterIncrease[]> {
  const edges = stepEdges(steps)
  const [first = steps.fromMillis] = edges
  const before = await api.at(`last_over_time(${metric}[${LOOK_BACK_MILLIS}ms])`, first)
  const known = new Map(before.map((series) => [labelKey(series), series.samples.at(-1)?.value]))
  const bySeries = new Map<string, { labels: Readonly<Record<string, string>>; ends: Map<number, StepEnd> }>()
  for (const { atMillis, lengthMillis, untilMillis } of stretches(edges, steps.stepMillis)) {
    for (const { what, series } of await stepEnds(api, metric, atMillis, untilMillis, lengthMillis)) {
      const key = labelKey(series)
      const own = bySeries.get(key) ?? { labels: ownLabels(series.labels), ends: new Map<number, StepEnd>() }
      bySeries.set(key, own)
      for (const { atMillis: at, value } of series.samples) own.ends.set(at, { ...own.ends.get(at), [what]: value })
    }
  }
  return Promise.all(
    [...bySeries].map(async ([key, { labels, ends }]) => ({
      labels,
      increases: await increasesOf(ends, edges, known.get(key), (at, length) =>
        rawSamples(api, metric, labels, at, length),
      ),
    })),
  )
}

/** The instants between which steps are: the bounds, and the whole steps between them. */
export function stepEdges({ fromMillis, toMillis, stepMillis }: CounterSteps): readonly number[] {
  const edges = [fromMillis]
  for (let at = (Math.floor(fromMillis / stepMillis) + 1) * stepMillis; at < toMillis; at += stepMillis) edges.push(at)
  return [...edges, toMillis]
}

/** A series that was silent for longer than this began anew. */
const LOOK_BACK_MILLIS = DAY_MILLIS

/** What a step of one series ended with; `resets` is how often the counter fell in it. */
interface StepEnd {
  readonly last?: number
  readonly least?: number
  readonly resets?: number
}

interface Stretch {
  readonly atMillis: number
  readonly untilMillis: number
  readonly lengthMillis: number
}

/** Steps of one length are one question; the first and the last may be shorter. */
function stretches(edges: readonly number[], stepMillis: number): readonly Stretch[] {
  const ends = edges.slice(1).map((at, index) => ({ at, length: at - (edges[index] ?? at) }))
  const whole = ends.filter(({ length }) => length === stepMillis)
  const cut = ends.filter(({ length }) => length !== stepMillis && length > 0)
  const [first, last] = [whole[0], whole.at(-1)]
  return [
    ...(first === undefined || last === undefined
      ? []
      : [{ atMillis: first.at, untilMillis: last.at, lengthMillis: stepMillis }]),
    ...cut.map(({ at, length }) => ({ atMillis: at, untilMillis: at, lengthMillis: length })),
  ]
}

const ENDS = { last: 'last_over_time', least: 'min_over_time', resets: 'resets' } as const

async function stepEnds(
  api: PrometheusApi,
  metric: string,
  atMillis: number,
  untilMillis: number,
  lengthMillis: number,
): Promise<readonly { readonly what: keyof StepEnd; readonly series: PromSeries }[]> {
  const expression = Object.entries(ENDS)
    .map(
      ([what, name]) => `label_replace(${name}(${metric}[${lengthMillis}ms]), "costspan_step_end", "${what}", "", "")`,
    )
    .join(' or ')
  const found =
    atMillis === untilMillis
      ? await api.at(expression, atMillis)
      : await api.over(expression, atMillis, untilMillis, lengthMillis)
  return found.map((series) => ({ what: series.labels['costspan_step_end'] as keyof StepEnd, series }))
}

async function increasesOf(
  ends: ReadonlyMap<number, StepEnd>,
  edges: readonly number[],
  base: number | undefined,
  samplesOf: (atMillis: number, lengthMillis: number) => Promise<readonly number[]>,
): Promise<readonly number[]> {
  const increases: number[] = []
  let before = base ?? 0
  for (const [index, at] of edges.slice(1).entries()) {
    const { last, least = 0, resets = 0 } = ends.get(at) ?? {}
    if (last === undefined) {
      increases.push(0)
      continue
    }
    // Only where a counter fell must all of its samples be looked at.
    const values = resets > 0 ? await samplesOf(at, at - (edges[index] ?? at)) : [least, last]
    increases.push(increaseOver([before, ...values]))
    before = last
  }
  return increases
}

function increaseOver(values: readonly number[]): number {
  return values.reduce((sum, value, index) => {
    const before = values[index - 1]
    if (before === undefined) return 0
    return sum + (value >= before ? value - before : value)
  }, 0)
}

async function rawSamples(
  api: PrometheusApi,
  metric: string,
  labels: Readonly<Record<string, string>>,
  atMillis: number,
  lengthMillis: number,
): Promise<readonly number[]> {
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  const found = await api.at(`${metric}{${matchers.join(',')}}[${lengthMillis}ms]`, atMillis)
  const exact = found.find((series) => labelKey(series) === labelKey({ labels }))
  return (exact?.samples ?? []).map(({ value }) => value)
}

function labelKey({ labels }: Pick<PromSeries, 'labels'>): string {
  return JSON.stringify(Object.entries(ownLabels(labels)).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function ownLabels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { __name__: _name, costspan_step_end: _end, ...own } = labels
  return own
}
