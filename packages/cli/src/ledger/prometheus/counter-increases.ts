import { DAY_MILLIS } from '../time-step.ts'
import type { PrometheusApi, PromSeries } from './prometheus-api.ts'
import { rawSamples } from './raw-samples.ts'
import { type SeriesLabels, ownLabels, seriesKey } from './series-key.ts'

/** What one series of a counter counted in each step. */
export interface CounterIncrease {
  readonly labels: SeriesLabels
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
  const known = new Map(before.map((series) => [seriesKey(series.labels), series.samples.at(-1)?.value]))
  const found = await seriesEnds(api, metric, edges, steps.stepMillis)
  const fallen = await samplesWhereFallen(api, metric, found, edges)
  return [...found].map(([key, { labels, ends }]) => ({
    labels,
    increases: increasesOf(ends, edges, known.get(key), (at) => fallen.get(at)?.get(key)),
  }))
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

/** A series, and what its steps ended with, by the instant of their end. */
interface SeriesEnds {
  readonly labels: SeriesLabels
  readonly ends: Map<number, StepEnd>
}

async function seriesEnds(
  api: PrometheusApi,
  metric: string,
  edges: readonly number[],
  stepMillis: number,
): Promise<ReadonlyMap<string, SeriesEnds>> {
  const found = new Map<string, SeriesEnds>()
  for (const { atMillis, lengthMillis, untilMillis } of stretches(edges, stepMillis)) {
    for (const { what, series } of await stepEnds(api, metric, atMillis, untilMillis, lengthMillis)) {
      const key = seriesKey(series.labels)
      const own = found.get(key) ?? { labels: ownLabels(series.labels), ends: new Map<number, StepEnd>() }
      found.set(key, own)
      for (const { atMillis: at, value } of series.samples) own.ends.set(at, { ...own.ends.get(at), [what]: value })
    }
  }
  return found
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

/**
 * All samples of the steps in which a counter fell, by the end of the step and the series: one question a step, of all series that
 * fell in it, because a deployment restarts hundreds at once.
 */
async function samplesWhereFallen(
  api: PrometheusApi,
  metric: string,
  found: ReadonlyMap<string, SeriesEnds>,
  edges: readonly number[],
): Promise<ReadonlyMap<number, ReadonlyMap<string, readonly number[]>>> {
  const samples = new Map<number, ReadonlyMap<string, readonly number[]>>()
  for (const [index, at] of edges.slice(1).entries()) {
    const fallen = [...found.values()].filter(({ ends }) => (ends.get(at)?.resets ?? 0) > 0)
    if (fallen.length === 0) continue
    const window = { atMillis: at, lengthMillis: at - (edges[index] ?? at) }
    const labels = fallen.map((series) => series.labels)
    samples.set(at, await rawSamples(api, metric, labels, window))
  }
  return samples
}

function increasesOf(
  ends: ReadonlyMap<number, StepEnd>,
  edges: readonly number[],
  base: number | undefined,
  samplesOf: (atMillis: number) => readonly number[] | undefined,
): readonly number[] {
  let before = base ?? 0
  return edges.slice(1).map((at) => {
    const { last, least = 0 } = ends.get(at) ?? {}
    if (last === undefined) return 0
    // Only where a counter fell must all of its samples be looked at.
    const increase = increaseOver([before, ...(samplesOf(at) ?? [least, last])])
    before = last
    return increase
  })
}

function increaseOver(values: readonly number[]): number {
  return values.reduce((sum, value, index) => {
    const before = values[index - 1]
    if (before === undefined) return 0
    return sum + (value >= before ? value - before : value)
  }, 0)
}
