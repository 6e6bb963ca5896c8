import { HOUR_MILLIS } from '../ledger/time-step.ts'
import type { SeriesName, Signal, SignalRule } from './anomaly.ts'
import type { HourSeries } from './hour-series.ts'
import type { HourFlag, HourScore } from './score-hours.ts'

/** Hours that are less than a day apart are one signal: who works in daytime comes back the next morning. */
export const SAME_INCIDENT_HOURS = 24
/** A rise of so many hours is no spike any more. */
const SHIFT_HOURS = 6

/** The signals in a series that was scored. */
export function scoredSignals(series: HourSeries, scores: readonly HourScore[], of: SeriesName): readonly Signal[] {
  const flagged = (wanted: (flag: HourFlag) => boolean): readonly number[] =>
    [...scores.keys()].filter((index) => {
      const flag = scores[index]?.flag
      return flag !== undefined && wanted(flag)
    })
  const rises = stretches(flagged((flag) => flag !== 'drop'))
  const drops = stretches(flagged((flag) => flag === 'drop'))
  return [
    ...rises.map((hours) => signal(series, hours, hours.length < SHIFT_HOURS ? 'spike' : 'shift', of, scores)),
    ...drops.map((hours) => signal(series, hours, 'drop', of, scores)),
  ]
}

/** The signals of a rule that gives hours and no scores. */
export function hourSignals(
  series: HourSeries,
  hours: readonly number[],
  rule: SignalRule,
  of: SeriesName,
): readonly Signal[] {
  return stretches(hours).map((stretch) => signal(series, stretch, rule, of))
}

function signal(
  { fromMillis, values }: HourSeries,
  hours: readonly number[],
  rule: SignalRule,
  of: SeriesName,
  scores: readonly HourScore[] = [],
): Signal {
  const costs = hours.map((index) => values[index] ?? 0)
  const heights = hours.map((index) => scores[index]?.score ?? 0)
  return {
    rule,
    of,
    fromMillis: fromMillis + (hours.at(0) ?? 0) * HOUR_MILLIS,
    toMillis: fromMillis + ((hours.at(-1) ?? 0) + 1) * HOUR_MILLIS,
    hours: hours.length,
    score: rule === 'drop' ? Math.min(...heights) : Math.max(...heights),
    peakNanoUsd: rule === 'drop' ? Math.min(...costs) : Math.max(...costs),
  }
}

/** Splits ascending hours where more than a day lies between two. */
function stretches(hours: readonly number[]): readonly (readonly number[])[] {
  const found: number[][] = []
  for (const hour of hours) {
    const last = found.at(-1)
    const before = last?.at(-1)
    if (last === undefined || before === undefined || hour - before > SAME_INCIDENT_HOURS) found.push([hour])
    else last.push(hour)
  }
  return found
}
