import { describe, expect, it } from 'vitest'
import { actual, FORECASTS, quantiles, seededMonth, type SeededMonth } from './seeded-month.ts'

const GROWTHS = [-0.05, 0, 0.02, 0.05, 0.15]
const PASSED = [3, 10, 20]
const SEEDS = Array.from({ length: 200 }, (_, index) => index + 1)

/** The mean distance from what the month cost in the end, as a share of it. */
function meanError(forecast: (month: SeededMonth) => number, months: readonly SeededMonth[]): number {
  return months.reduce((sum, month) => sum + Math.abs(forecast(month) / actual(month) - 1), 0) / months.length
}

describe('the forecast of 200 seeded months', () => {
  it.each(GROWTHS.flatMap((growthPerWeek) => PASSED.map((passed) => [growthPerWeek, passed] as const)))(
    'is nearer than the run rate and the last seven days, at a growth of %d a week after %d days',
    (growthPerWeek, passed) => {
      const months = SEEDS.map((seed) => seededMonth({ seed, growthPerWeek, passed }))
      const ours = meanError(FORECASTS.costspan, months)
      expect(ours).toBeLessThan(meanError(FORECASTS.runRate, months))
      expect(ours).toBeLessThan(meanError(FORECASTS.seed, months))
      expect(ours).toBeLessThan(0.05)
    },
  )

  it('contains the outcome in about four of five months', () => {
    const months = GROWTHS.flatMap((growthPerWeek) =>
      PASSED.flatMap((passed) => SEEDS.map((seed) => seededMonth({ seed, growthPerWeek, passed }))),
    )
    const inside = months.filter((month) => {
      const { p10, p90 } = quantiles(month)
      return actual(month) >= Number(p10) && actual(month) <= Number(p90)
    })
    expect(inside.length / months.length).toBeGreaterThan(0.7)
    expect(inside.length / months.length).toBeLessThan(0.9)
  })
})
