import { HOURS_PER_WEEK } from './season-baseline.ts'

/** How much one name, such as a user, may spend in an hour. */
export interface ShareOptions {
  /** The part of a day's budget that is too much for one name in one hour. */
  readonly share: number
  /** What a day may cost, at each hour of the series; `undefined` while that is not known. */
  readonly dayBudget: readonly (number | undefined)[]
  /** Less than this is nothing to be told about, however small the budget. */
  readonly least: number
}

const MEMORY_HOURS = 4 * HOURS_PER_WEEK
/** Large customers are large every day: an hour must also be out of proportion to their own dearest of the last weeks. */
const OWN_FACTOR = 4

/** Within a day, what was found is still the same incident; after that it is known. */
const INCIDENT_HOURS = 24

/**
 * The hours in which one name spent more than its share of a day's budget, and four times more than it ever did within four
 * weeks. This needs no history of that name: who comes out of nowhere and spends a hundredth of a day's money within the
 * hour is worth a look at once. Who does so again the next day has been looked at.
 *
 * @returns indexes of hours
 */
export function shareHours(values: readonly number[], { share, dayBudget, least }: ShareOptions): readonly number[] {
  const found: number[] = []
  for (const [index, value] of values.entries()) {
    const day = dayBudget[index]
    if (day === undefined || value <= Math.max(least, share * day)) continue
    if (value > OWN_FACTOR * dearestBefore(values, index, found)) found.push(index)
  }
  return found
}

function dearestBefore(values: readonly number[], index: number, found: readonly number[]): number {
  const recent = new Set(found.filter((hour) => index - hour < INCIDENT_HOURS))
  let dearest = 0
  for (let hour = Math.max(0, index - MEMORY_HOURS); hour < index; hour += 1) {
    if (!recent.has(hour)) dearest = Math.max(dearest, values[hour] ?? 0)
  }
  return dearest
}
