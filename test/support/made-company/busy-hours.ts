import type { Feature } from './company.ts'

/** How busy a feature is in an hour of the made year, beside others: it grows, and nights and weekends are quiet. */
export function busyness({ weight, weeklyGrowth }: Feature, fromMillis: number, hour: number): number {
  const at = new Date(fromMillis + hour * 3_600_000)
  const isWeekend = at.getUTCDay() === 0 || at.getUTCDay() === 6
  const hourOfDay = at.getUTCHours()
  const daylight = hourOfDay >= 7 && hourOfDay < 19 ? 1 : 0.2
  return weight * (1 + weeklyGrowth) ** (hour / 168) * daylight * (isWeekend ? 0.35 : 1)
}
