/** How a sample is spread. */
export interface Spread {
  readonly count: number
  readonly min: number
  readonly lowerQuartile: number
  readonly median: number
  readonly upperQuartile: number
  readonly max: number
  /** Standard error of the median, from the quartiles, so that outliers of a busy machine do not inflate it. */
  readonly standardError: number
}

/** Describes a sample. An empty one is NaN throughout. */
export function spreadOf(sample: readonly number[]): Spread {
  const sorted = sample.toSorted((one, other) => one - other)
  const lowerQuartile = quantile(sorted, 0.25)
  const upperQuartile = quantile(sorted, 0.75)
  return {
    count: sorted.length,
    min: sorted[0] ?? NaN,
    lowerQuartile,
    median: quantile(sorted, 0.5),
    upperQuartile,
    max: sorted.at(-1) ?? NaN,
    // For a normal sample: sigma = IQR / 1.349, and the median's error is 1.2533 sigma / sqrt(n).
    standardError: (1.2533 * (upperQuartile - lowerQuartile)) / 1.349 / Math.sqrt(sorted.length),
  }
}

function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share
  const below = sorted[Math.floor(position)] ?? NaN
  const above = sorted[Math.ceil(position)] ?? NaN
  return below + (above - below) * (position - Math.floor(position))
}
