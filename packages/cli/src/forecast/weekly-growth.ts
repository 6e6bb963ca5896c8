import { median, robustDeviation } from '../anomalies/median.ts'

/** Growth as the logarithm of a week's spend over that of the week before, and how far off that may be. */
export interface WeeklyGrowth {
  readonly perWeek: number
  readonly standardError: number
}

const DAYS_PER_WEEK = 7
const MOST_WEEKS = 6
const FEWEST_WEEKS = 3
/** Sums of seven days vary by this much at the least, however regular they have been. */
const LEAST_DEVIATION = 0.01
/** Growth does not go on for ever, and what has been measured is more often too much than too little. */
const DAMPING = 0.95
/** Beyond tripling and quartering in a week there is a launch or an outage, and no growth. */
const MOST = Math.log(3)

/**
 * The growth of the last six whole weeks before the end of a series of days: the median of the slopes between any two weeks
 * (P. K. Sen, 1968), which one odd week does not bend, shrunk by how much of it may be chance (W. James and C. Stein, 1961).
 */
export function weeklyGrowth(days: readonly number[]): WeeklyGrowth {
  const weeks = lastWeeks(days)
  if (weeks.length < FEWEST_WEEKS) return { perWeek: 0, standardError: 0 }
  const slope = medianSlope(weeks)
  const rests = weeks.map((log, index) => log - slope * index)
  const deviation = Math.max(LEAST_DEVIATION, robustDeviation(rests))
  const standardError = deviation / Math.sqrt((weeks.length ** 3 - weeks.length) / 12)
  const kept = slope === 0 ? 0 : Math.max(0, 1 - (1.5 * standardError) ** 2 / slope ** 2)
  const perWeek = clamp(slope) * kept * DAMPING
  // What was taken off the slope may have been right.
  return { perWeek, standardError: Math.hypot(standardError, slope - perWeek) }
}

/** Logarithms of the sums of seven days, the oldest first; weeks without spend end the history. */
function lastWeeks(days: readonly number[]): readonly number[] {
  const logs: number[] = []
  for (let end = days.length; end >= DAYS_PER_WEEK && logs.length < MOST_WEEKS; end -= DAYS_PER_WEEK) {
    const sum = days.slice(end - DAYS_PER_WEEK, end).reduce((total, value) => total + value, 0)
    if (sum <= 0) break
    logs.unshift(Math.log(sum))
  }
  return logs
}

function medianSlope(logs: readonly number[]): number {
  const slopes = logs.flatMap((from, first) =>
    logs.slice(first + 1).map((to, distance) => (to - from) / (distance + 1)),
  )
  return median(slopes)
}

function clamp(slope: number): number {
  return Math.max(-MOST, Math.min(MOST, slope))
}
