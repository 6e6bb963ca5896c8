/**
 * The hourly detector of the text that this project began with: the hours of the last fourteen days, the present one among
 * them, and those that are more than three standard deviations above their mean.
 */
export function seedHourly(values: readonly number[]): readonly number[] {
  return [...values.keys()].filter((index) => {
    const window = values.slice(Math.max(0, index - 14 * 24 + 1), index + 1)
    if (window.length < 24) return false
    const mean = window.reduce((sum, value) => sum + value, 0) / window.length
    // The sample's deviation, as pandas has it.
    const variance = window.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (window.length - 1)
    return ((values[index] ?? 0) - mean) / Math.sqrt(variance) > 3
  })
}
