/**
 * The daily detector of the same texts: a day more than two standard deviations above the mean of the seven before. It knows
 * when the day is over, so the hour that it finds is the last of the day.
 */
export function seedDaily(values: readonly number[]): readonly number[] {
  const days = Array.from({ length: Math.floor(values.length / 24) }, (_, day) =>
    values.slice(day * 24, day * 24 + 24).reduce((sum, value) => sum + value, 0),
  )
  return days.flatMap((cost, day) => {
    if (day < 7) return []
    const window = days.slice(day - 7, day)
    const mean = window.reduce((sum, value) => sum + value, 0) / window.length
    const deviation = Math.sqrt(window.reduce((sum, value) => sum + (value - mean) ** 2, 0) / window.length)
    return deviation > 0 && (cost - mean) / deviation > 2 ? [day * 24 + 23] : []
  })
}
