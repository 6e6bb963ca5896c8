import { median } from './median.ts'
import type { HourScore } from './score-hours.ts'

const HOURS_PER_DAY = 24
const DAYS = 28
const FEWEST_DAYS = 3

/**
 * What a day costs when nothing unusual happens: the median of the days before an hour, of up to four weeks, with what was
 * expected in place of hours that were flagged. Asked once a day, as it changes slowly.
 *
 * @returns for each hour; `undefined` before there are three days
 */
export function ordinaryDays(values: readonly number[], scores: readonly HourScore[]): readonly (number | undefined)[] {
  const days: number[] = []
  const found: (number | undefined)[] = []
  let day = 0
  for (const [index, value] of values.entries()) {
    found.push(days.length < FEWEST_DAYS ? undefined : median(days.slice(-DAYS)))
    const score = scores[index]
    day += score?.flag === undefined ? value : (score.expected ?? value)
    if (index % HOURS_PER_DAY === HOURS_PER_DAY - 1) {
      days.push(day)
      day = 0
    }
  }
  return found
}
