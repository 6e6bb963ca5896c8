/** The middle of some numbers, the mean of the two in the middle of an even count; `NaN` of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/**
 * How far numbers usually are from their median: the median of the distances, times 1.4826, which for a normal distribution
 * makes it the standard deviation. Unlike that, it does not grow with a few far-off numbers.
 */
export function robustDeviation(values: readonly number[]): number {
  const centre = median(values)
  return 1.4826 * median(values.map((value) => Math.abs(value - centre)))
}
