import type { CallRecord } from '@costspan/cli'
import { busyness } from './busy-hours.ts'
import { DEEP_ANALYSIS, FEATURES, type Feature } from './company.ts'
import { createCallMaker } from './make-call.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'
import type { Tally } from './tally.ts'

/** What year to make. */
export interface MadeYear {
  readonly seed?: number
  /** About how many calls it has; the incident adds some. */
  readonly calls: number
  readonly days?: number
  /** Default: 2025-01-01. */
  readonly fromMillis?: number
}

const HOUR_MILLIS = 3_600_000

/** The incident starts on a Friday in September, and is seen by a person four days later. */
export const INCIDENT_DAY = 254
export const INCIDENT_DAYS = 4
/** The one user who makes this many deep analyses in it. */
export const HEAVIEST_USER = 'user-0042'
export const HEAVIEST_USER_CALLS = 847

/**
 * The calls of a made year in the order of time: growth by the week, quiet nights and weekends, prices that change, and an
 * incident. The tally adds them up as they are made, by arithmetic of its own.
 */
export function* madeCompany(year: MadeYear, tally: Tally): Generator<CallRecord> {
  const { seed = 1, calls, days = 365, fromMillis = Date.UTC(2025, 0, 1) } = year
  const random = seededRandom(seed)
  const makeCall = createCallMaker({ random, fromMillis, tally })
  const hours = days * 24
  const share = calls / totalBusyness(fromMillis, hours)
  let owed = 0
  for (let hour = 0; hour < hours; hour += 1) {
    const planned: { readonly atMillis: number; readonly feature: Feature; readonly user?: string }[] = []
    const plan = (feature: Feature, user?: string): void => {
      const atMillis = fromMillis + hour * HOUR_MILLIS + random.below(HOUR_MILLIS)
      planned.push({ atMillis, feature, ...(user === undefined ? {} : { user }) })
    }
    for (const feature of FEATURES) {
      owed += busyness(feature, fromMillis, hour) * share * random.around(0.2)
      for (; owed >= 1; owed -= 1) plan(feature)
    }
    for (const user of deepAnalysesIn(hour, random)) plan(DEEP_ANALYSIS, user)
    for (const { atMillis, feature, user } of planned.toSorted((a, b) => a.atMillis - b.atMillis)) {
      yield makeCall(atMillis, feature, user)
    }
  }
}

function totalBusyness(fromMillis: number, hours: number): number {
  let total = 0
  for (let hour = 0; hour < hours; hour += 1) {
    for (const feature of FEATURES) total += busyness(feature, fromMillis, hour)
  }
  return total
}

/** Who asks for a deep analysis in an hour: one user steadily, a few dozen others now and then. */
function deepAnalysesIn(hour: number, random: SeededRandom): readonly string[] {
  const into = hour - INCIDENT_DAY * 24
  const hours = INCIDENT_DAYS * 24
  if (into < 0 || into >= hours) return []
  const dealt = (upTo: number): number => Math.floor((HEAVIEST_USER_CALLS * upTo) / hours)
  return [
    ...Array.from({ length: dealt(into + 1) - dealt(into) }, () => HEAVIEST_USER),
    ...Array.from({ length: 20 }, () => `user-${String(random.below(60)).padStart(4, '0')}`),
  ]
}
