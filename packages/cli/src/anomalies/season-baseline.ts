import { median, robustDeviation } from './median.ts'

/**
 * What is usual at an hour of the week: the centre and the width of the logarithms of what was seen at that hour, an hour
 * before and an hour after it, in the last four weeks. Logarithms, because spend varies in proportion to itself: a third more
 * at noon and a third more at night are equally unusual.
 */
export interface SeasonBaseline {
  readonly centre: number
  readonly width: number
  /** Whether there were two weeks to compare with. Without, the same hour of the days before has to do. */
  readonly isSeasonal: boolean
}

const HOURS_PER_DAY = 24
export const HOURS_PER_WEEK = 168
const WEEKS = 4
/** So many numbers there are at the least with two weeks, and with three days. */
const FEWEST = 6
const FEWEST_OF_DAYS = 9

/** The baseline of the hour at an index, from the logarithms before it; `undefined` while there are fewer than three days. */
export function seasonBaseline(logs: readonly number[], index: number): SeasonBaseline | undefined {
  const seasonal = around(logs, index, HOURS_PER_WEEK, WEEKS)
  if (seasonal.length >= FEWEST) return baseline(seasonal, true)
  const daily = around(logs, index, HOURS_PER_DAY, 6)
  return daily.length >= FEWEST_OF_DAYS ? baseline(daily, false) : undefined
}

function baseline(logs: readonly number[], isSeasonal: boolean): SeasonBaseline {
  return { centre: median(logs), width: robustDeviation(logs), isSeasonal }
}

function around(logs: readonly number[], index: number, period: number, count: number): readonly number[] {
  const found: number[] = []
  for (let back = 1; back <= count; back += 1) {
    for (const hour of [-1, 0, 1]) {
      const log = logs[index - back * period + hour]
      if (log !== undefined) found.push(log)
    }
  }
  return found
}
