import type { HourlySpend, NamedSeries } from '../../../../packages/cli/src/anomalies/detect-signals.ts'
import { seededRandom } from './seeded-random.ts'
import { spendStep } from './spend-step.ts'

/** A Monday. */
export const FROM_MILLIS = Date.UTC(2026, 0, 5)
export const HOUR = 3_600_000
export const HOURS_PER_DAY = 24

/** Something unusual: spend is so many times the usual from an hour on, all of it by one user or by everybody alike. */
export interface Incident {
  readonly fromHour: number
  readonly hours: number
  readonly factor: number
  readonly by: 'one user' | 'everybody'
}

/** What a made company does. */
export interface CompanyOptions {
  readonly seed: number
  readonly days: number
  readonly growthPerWeek?: number
  readonly incident?: Incident
}

export interface SeededCompany extends HourlySpend {
  /** Nano-USD of each hour. */
  readonly values: readonly number[]
}

const USERS = 40
const FEATURES = ['chat', 'search', 'summaries', 'mail'] as const
const DOLLARS_PER_BUSY_HOUR = 30
const NANO = 1e9
export const CULPRIT = { user: 'newcomer', feature: 'deep-analysis' } as const

/**
 * Hours of a company of forty users: busy from nine to five, a third of it at weekends, a tenth at night, with lognormal noise
 * of a quarter, to which each user adds noise of their own.
 */
export function seededCompany({ seed, days, growthPerWeek = 0, incident }: CompanyOptions): SeededCompany {
  const { normal } = seededRandom(seed)
  const users = Array.from({ length: USERS + 1 }, (): number[] => [])
  const features = Array.from({ length: FEATURES.length + 1 }, (): number[] => [])
  const values: number[] = []
  const shares = Array.from({ length: USERS }, (_, index) => 1 / (index + 4))
  const whole = shares.reduce((sum, share) => sum + share, 0)
  for (let hour = 0; hour < days * HOURS_PER_DAY; hour += 1) {
    const common = busyness(hour) * DOLLARS_PER_BUSY_HOUR * NANO * (1 + growthPerWeek) ** (hour / 168)
    const weather = Math.exp(0.23 * normal())
    const factor = incident !== undefined && isInside(hour, incident) ? incident.factor : 1
    const evenly = incident?.by === 'everybody' ? factor : 1
    const costs = shares.map((share) => (share / whole) * common * weather * evenly * Math.exp(0.5 * normal() - 0.125))
    const usual = sum(costs)
    const extra = incident?.by === 'one user' ? usual * (factor - 1) : 0
    users.forEach((user, index) => user.push(costs[index] ?? extra))
    features.forEach((feature, slot) => {
      const own = costs.filter((_, index) => index % FEATURES.length === slot)
      feature.push(slot < FEATURES.length ? sum(own) : extra)
    })
    values.push(usual + extra)
  }
  return {
    fromMillis: FROM_MILLIS,
    toMillis: FROM_MILLIS + values.length * HOUR,
    values,
    total: values.map((value, hour) => spendStep(FROM_MILLIS + hour * HOUR, value)),
    users: users.map((own, index) => named('user', index < USERS ? `user-${index}` : CULPRIT.user, own)),
    features: features.map((own, slot) => named('feature', FEATURES[slot] ?? CULPRIT.feature, own)),
  }
}

function named(dimension: 'user' | 'feature', name: string, values: readonly number[]): NamedSeries {
  return { of: { dimension, name }, series: { fromMillis: FROM_MILLIS, values } }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function busyness(hour: number): number {
  const ofDay = hour % HOURS_PER_DAY
  const day = Math.floor(hour / HOURS_PER_DAY) % 7
  return (ofDay >= 9 && ofDay < 17 ? 1 : 0.1) * (day >= 5 ? 0.35 : 1)
}

function isInside(hour: number, { fromHour, hours }: Incident): boolean {
  return hour >= fromHour && hour < fromHour + hours
}
