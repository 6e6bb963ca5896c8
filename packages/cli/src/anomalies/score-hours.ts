import { median } from './median.ts'
import { adoptLevel, closedHours } from './new-level.ts'
import { LEAST_WIDTH, LEAST_WIDTH_OF_DAYS, MOST_SCORE, type ScoreOptions } from './score-options.ts'
import { type SeasonBaseline, seasonBaseline } from './season-baseline.ts'

/**
 * How an hour looks beside what was expected of it: a `spike` on its own, part of a `shift` that has lasted for some hours
 * without need of a spike, or of a `drop`.
 */
export interface HourScore {
  /** `undefined` while there is too little history to expect anything. */
  readonly expected: number | undefined
  /** How many usual widths the hour is above what was expected; negative below. */
  readonly score: number
  readonly flag: HourFlag | undefined
}

export type HourFlag = 'spike' | 'shift' | 'drop'

/** The level follows growth within these bounds; what is beyond them is no growth. */
const MOST_LEVEL = Math.log(2)
const LEVEL_HOURS = 48
/** A fortnight of residuals tells how much the hours of this series vary in general. */
const RESIDUAL_HOURS = 336
const FEWEST_RESIDUALS = 96

/** CUSUM (E. S. Page, 1954): what is above a quarter is added up, what is below is taken off; see `shiftOf`. */
const SHIFT_ALLOWANCE = 0.25
const SHIFT_LIMIT = 2
const MOST_STEP = 1.2
const MOST_SUM = 4
const DROP_HOURS = 3

/**
 * Scores each hour of a series by those before it alone, so that a replay says the same, hour for hour, as the running
 * system did. What was expected is the median of the same hours of the last four weeks, times the level of the last two
 * days, by which a healthy growth does not count as unusual.
 *
 * An hour that is flagged enters later baselines as what was expected of it: neither a spike nor an outage becomes normal.
 * Only what goes on for a fortnight does.
 */
export function scoreHours(values: readonly number[], options: ScoreOptions): readonly HourScore[] {
  const { leastExcess, mostScore = MOST_SCORE } = options
  // Keeps the logarithm of an idle hour finite, and differences between hours of next to nothing small.
  const least = leastExcess / 10
  const scores: HourScore[] = []
  const logs: number[] = []
  const residuals: number[] = []
  let generalWidth = 0
  let shift: Shift = { sum: 0, excess: 0 }
  for (const [index, value] of values.entries()) {
    const log = Math.log(Math.max(0, value) + least)
    const baseline = seasonBaseline(logs, index)
    if (baseline === undefined) {
      logs.push(log)
      scores.push({ expected: undefined, score: 0, flag: undefined })
      continue
    }
    const usual = baseline.centre + levelFor(log - baseline.centre, residuals)
    const expected = Math.max(0, Math.exp(usual) - least)
    // Once a day is enough for something that a fortnight decides.
    if (index % 24 === 0) generalWidth = widthOfAll(residuals.slice(-RESIDUAL_HOURS))
    const width = widthOf(baseline, generalWidth)
    const score = (log - usual) / width
    shift = shiftOf(shift, ((log - usual) * LEAST_WIDTH) / width, value - expected)
    const flag = flagOf({ score, excess: value - expected, shift, leastExcess, mostScore, baseline, scores })
    scores.push({ expected, score, flag })
    logs.push(flag === undefined ? log : usual)
    if (baseline.isSeasonal) residuals.push((flag === undefined ? log : usual) - baseline.centre)
    const closed = closedHours(scores)
    if (closed !== undefined) {
      adoptLevel(logs, values, closed, least)
      shift = { sum: 0, excess: 0 }
    }
  }
  return scores
}

/**
 * The level that an hour is held against. Growth raises what a rise is measured from, and decline lowers what a drop is
 * measured from; not the other way round, or the first day after a holiday would be a rise. Whatever is between the two is
 * as expected.
 */
function levelFor(residual: number, residuals: readonly number[]): number {
  const level = residuals.length === 0 ? 0 : median(residuals.slice(-LEVEL_HOURS))
  const [lowest, highest] = [Math.max(-MOST_LEVEL, Math.min(0, level)), Math.min(MOST_LEVEL, Math.max(0, level))]
  return Math.max(lowest, Math.min(highest, residual))
}

interface Shift {
  readonly sum: number
  /** What was above expectation since the sum left 0. */
  readonly excess: number
}

/** A shift shows when what is above expectation adds up over hours, although no hour is a spike. */
function shiftOf({ sum, excess }: Shift, residual: number, above: number): Shift {
  const next = Math.min(MOST_SUM, sum + Math.min(MOST_STEP, residual) - SHIFT_ALLOWANCE)
  return next > 0 ? { sum: next, excess: excess + above } : { sum: 0, excess: 0 }
}

interface Facts {
  readonly score: number
  readonly excess: number
  readonly shift: Shift
  readonly leastExcess: number
  readonly mostScore: number
  readonly baseline: SeasonBaseline
  readonly scores: readonly HourScore[]
}

function flagOf({ score, excess, shift, leastExcess, mostScore, baseline, scores }: Facts): HourFlag | undefined {
  if (score > mostScore && excess > leastExcess) return 'spike'
  if (!baseline.isSeasonal) return undefined
  if (shift.sum > SHIFT_LIMIT * (mostScore / MOST_SCORE) && shift.excess > 2 * leastExcess) return 'shift'
  if (score < -mostScore && -excess > leastExcess / 2 && wasLow(scores, mostScore)) return 'drop'
  return undefined
}

/** One quiet hour is chance; some in a row are not. */
function wasLow(scores: readonly HourScore[], mostScore: number): boolean {
  const before = scores.slice(-(DROP_HOURS - 1))
  return before.length === DROP_HOURS - 1 && before.every(({ score }) => score < -mostScore)
}

function widthOf({ width, isSeasonal }: SeasonBaseline, generalWidth: number): number {
  return Math.max(isSeasonal ? LEAST_WIDTH : LEAST_WIDTH_OF_DAYS, width, generalWidth)
}

function widthOfAll(residuals: readonly number[]): number {
  return residuals.length < FEWEST_RESIDUALS ? 0 : 1.4826 * median(residuals.map(Math.abs))
}
