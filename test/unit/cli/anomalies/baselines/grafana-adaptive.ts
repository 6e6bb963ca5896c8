import { fiveMinutes, hoursHeld, SLOTS } from './five-minutes.ts'

const DAY = 24 * SLOTS

/**
 * The adaptive strategy of https://github.com/grafana/promql-anomaly-detection (rules/adaptive.yml, read 2026-02), its upper
 * band alone, evaluated every five minutes.
 */
export function grafanaAdaptive(values: readonly number[], seed: number): readonly number[] {
  const samples = fiveMinutes(values, seed)
  const mean = windowed(samples, SLOTS, average)
  const deviation = windowed(samples, SLOTS, standardDeviation)
  // Only deviations of more than half the mean count; their mean over 26 hours widens the band.
  const filtered = deviation.map((each, index) => (each > 0.5 * (mean[index] ?? 0) ? each : undefined))
  const band = windowed(filtered, 26 * SLOTS, (some) => {
    const known = some.filter((each) => each !== undefined)
    return known.length === 0 ? undefined : average(known)
  })
  return hoursHeld(
    samples.map((sample, index) => {
      const centre = mean[index] ?? 0
      const shortTerm = band[index] === undefined ? 0 : centre + 2 * (band[index] ?? 0)
      const longTerm = [7 * DAY - SLOTS / 2, DAY - SLOTS / 2].map((offset) => {
        const then = index - offset
        return then < SLOTS ? 0 : (mean[then] ?? 0) + 2 * (deviation[then] ?? 0)
      })
      return index >= 26 * SLOTS && sample > Math.max(shortTerm, centre * 1.5, ...longTerm)
    }),
  )
}

function windowed<In, Out>(values: readonly In[], length: number, of: (window: readonly In[]) => Out): readonly Out[] {
  return values.map((_, index) => of(values.slice(Math.max(0, index - length + 1), index + 1)))
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function standardDeviation(values: readonly number[]): number {
  const mean = average(values)
  return Math.sqrt(average(values.map((value) => (value - mean) ** 2)))
}
