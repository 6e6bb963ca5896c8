import { seededRandom } from '../../../examples/demo/traffic/seeded-random.ts'

/** What an hour is worth beside the busiest: nights and weekends are quiet. Hour 0 is Thursday 1970-01-01 00:00 UTC. */
export function hourWeight(hour: number): number {
  const ofDay = hour % 24
  const weekday = (Math.floor(hour / 24) + 4) % 7
  const atWork = ofDay >= 8 && ofDay < 18 ? 1 : 0.15
  return atWork * (weekday === 0 || weekday === 6 ? 0.35 : 1)
}

/** Amounts by hour of a healthy application: the week's shape, steady growth, and noise that no two hours share. */
export function normalWeeks(seed: number, { weeks, perWeek, weeklyGrowth }: NormalWeeks): number[] {
  const random = seededRandom(seed)
  const weightOfWeek = Array.from({ length: 168 }, (_, hour) => hourWeight(hour)).reduce((sum, each) => sum + each, 0)
  return Array.from({ length: weeks * 168 }, (_, hour) => {
    const growth = (1 + weeklyGrowth) ** (hour / 168)
    return (perWeek / weightOfWeek) * hourWeight(hour) * growth * Math.exp(0.25 * gaussian(random.between))
  })
}

export interface NormalWeeks {
  readonly weeks: number
  /** The amount of the first week. */
  readonly perWeek: number
  readonly weeklyGrowth: number
}

/** The sum of twelve even draws is normal enough. */
function gaussian(between: (low: number, high: number) => number): number {
  let sum = -6
  for (let draw = 0; draw < 12; draw++) sum += between(0, 1_000_000) / 1_000_000
  return sum
}
