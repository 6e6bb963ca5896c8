import type { InputSeries } from './promtool.ts'

/** Between samples. */
export const SAMPLE_INTERVAL = '2m'

/** A counter that rises evenly within each hour, by the given amounts, as samples of every second minute. */
export function hourlyCounter(series: string, hourlyAmounts: readonly number[]): InputSeries {
  let total = 0
  const hours = hourlyAmounts.map((amount) => {
    const from = total
    total += amount
    return `${from.toFixed(6)}+${(amount / SAMPLES_PER_HOUR).toFixed(8)}x${SAMPLES_PER_HOUR - 1}`
  })
  return { series, values: hours.join(' ') }
}

const SAMPLES_PER_HOUR = 30
