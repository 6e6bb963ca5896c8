import { fiveMinutes, hoursHeld, SLOTS } from './five-minutes.ts'

const DAY = 24 * SLOTS

/**
 * The robust strategy of https://github.com/grafana/promql-anomaly-detection (rules/robust.yml, read 2026-02), its upper band
 * alone, evaluated every five minutes.
 */
export function grafanaRobust(values: readonly number[], seed: number): readonly number[] {
  const samples = fiveMinutes(values, seed)
  const level = medians(samples, SLOTS)
  const dayMedian = medians(samples, DAY)
  const dayDeviation = medians(distances(samples, dayMedian, 0), DAY)
  const seasons = [7 * DAY - SLOTS / 4, DAY - SLOTS / 4].map((offset) => ({
    offset,
    deviation: medians(distances(samples, level, offset), SLOTS),
  }))
  return hoursHeld(
    level.map((now, index) => {
      const middle = dayMedian[index] ?? 0
      const bands = seasons.map(({ offset, deviation }) =>
        index - offset < SLOTS ? 0 : (level[index - offset] ?? 0) + 2 * (deviation[index] ?? 0),
      )
      const upper = Math.max(middle + 2 * (dayDeviation[index] ?? 0), middle * 1.5, ...bands)
      return index >= 26 * SLOTS && now > upper
    }),
  )
}

/** How far the samples of some time ago were from the median of that time. */
function distances(samples: readonly number[], centre: readonly number[], offset: number): readonly number[] {
  return samples.map((_, index) => Math.abs((samples[index - offset] ?? 0) - (centre[index - offset] ?? 0)))
}

/** The median of each sample and those before it; the window is kept sorted as it moves. */
function medians(values: readonly number[], length: number): readonly number[] {
  const sorted: number[] = []
  return values.map((value, index) => {
    const leaving = index < length ? undefined : values[index - length]
    if (leaving !== undefined) sorted.splice(position(sorted, leaving), 1)
    sorted.splice(position(sorted, value), 0, value)
    const middle = (sorted.length - 1) / 2
    return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
  })
}

function position(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
