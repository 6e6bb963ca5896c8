import { DETECTORS, type DetectorName } from './detectors.ts'
import { type CompanyOptions, HOURS_PER_DAY, type Incident, seededCompany } from './seeded-company.ts'

/** How a detector did over all seeds. */
export interface Score {
  /** The part of the incidents that it found while they went on. */
  readonly found: number
  /** The median and the most hours from the beginning of an incident to its alarm, of those that it found. */
  readonly delayHours: number
  readonly mostDelayHours: number
  /** Days on which it raised an alarm although nothing had happened, in a week. */
  readonly falseDaysPerWeek: number
}

const SEEDS: readonly number[] = Array.from({ length: 25 }, (_, seed) => seed + 1)
const DAYS = 63
/** Everybody has five weeks to learn; four weeks are judged. */
const LEARNED = 35 * HOURS_PER_DAY

/** Runs all detectors over the same series of each seed. */
export function scoreboard(scenario: Omit<CompanyOptions, 'seed' | 'days'>): Record<DetectorName, Score> {
  const runs = SEEDS.map((seed) => ({ seed, company: seededCompany({ seed, days: DAYS, ...scenario }) }))
  const names = Object.keys(DETECTORS) as DetectorName[]
  const scores = names.map((name): [DetectorName, Score] => {
    const alarms = runs.map(({ company, seed }) => DETECTORS[name](company, seed).filter((hour) => hour >= LEARNED))
    return [name, scoreOf(alarms, scenario.incident)]
  })
  return Object.fromEntries(scores) as Record<DetectorName, Score>
}

function scoreOf(alarms: readonly (readonly number[])[], incident: Incident | undefined): Score {
  const delays = incident === undefined ? [] : alarms.flatMap((hours) => delayOf(hours, incident) ?? [])
  const sorted = delays.toSorted((a, b) => a - b)
  const judged = incident?.fromHour ?? DAYS * HOURS_PER_DAY
  const falseDays = alarms.map((hours) => daysOf(hours.filter((hour) => hour < judged)))
  const weeks = (judged - LEARNED) / 168
  return {
    found: delays.length / alarms.length,
    delayHours: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    mostDelayHours: sorted.at(-1) ?? Number.NaN,
    falseDaysPerWeek: falseDays.reduce((sum, days) => sum + days, 0) / alarms.length / weeks,
  }
}

/** Who tells of a day when it is over has found what happened on it. */
function delayOf(hours: readonly number[], { fromHour, hours: length }: Incident): number | undefined {
  const end = Math.ceil((fromHour + length) / HOURS_PER_DAY) * HOURS_PER_DAY
  const first = hours.filter((hour) => hour >= fromHour && hour < end).toSorted((a, b) => a - b)[0]
  return first === undefined ? undefined : first - fromHour
}

function daysOf(hours: readonly number[]): number {
  return new Set(hours.map((hour) => Math.floor(hour / HOURS_PER_DAY))).size
}
