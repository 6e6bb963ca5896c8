import { DAY_MILLIS, HOUR_MILLIS } from '../ledger/time-step.ts'
import type { BilledDay } from './billed-days.ts'
import type { MeteredDays } from './daily-usage.ts'
import type { MeteredHour } from './metered-usage.ts'
import { TOKEN_CLASSES, type TokenClass } from './statements/statement.ts'
import { dayStart, utcDay } from './statements/utc-day.ts'

/** Tokens that a statement counts to another day than we do: positive came into the day, negative left it. */
export type Straddled = ReadonlyMap<string, number>

/** How much of the differences must disappear for straddling to be what made them. */
const EXPLAINS = 0.8

/**
 * Calls that straddle midnight: we count a call to the day in which it began, a provider perhaps to that in which it ended. What
 * is missing on one side of a midnight is then too much on the other, and was metered within the hour next to it.
 */
export function straddlingCalls(
  hours: readonly MeteredHour[],
  metered: MeteredDays,
  billed: ReadonlyMap<string, BilledDay>,
  shiftHours: number,
): Straddled {
  const moved = new Map<string, number>()
  const days = [...billed.keys()].toSorted()
  const near = tokensNearMidnight(hours, shiftHours)
  for (const { model, tier } of seriesOf(metered, billed)) {
    for (const tokenClass of TOKEN_CLASSES) {
      const differences = days.map(
        (day) =>
          (billed.get(day)?.models.get(model)?.tiers.get(tier)?.[tokenClass] ?? 0) -
          (metered.get(day)?.get(model)?.get(tier)?.tokens[tokenClass] ?? 0),
      )
      const flows = flowsOver(days, differences, (day) => near.get(straddleKey(day, model, tier, tokenClass)) ?? 0)
      for (const [index, flow] of flows.entries()) {
        const day = days[index]
        if (day !== undefined && flow !== 0) moved.set(straddleKey(day, model, tier, tokenClass), flow)
      }
    }
  }
  return moved
}

/** Names a class of a model in a tier on a day. */
export function straddleKey(day: string, model: string, tier: string, tokenClass: TokenClass): string {
  return JSON.stringify([day, model, tier, tokenClass])
}

function seriesOf(
  metered: MeteredDays,
  billed: ReadonlyMap<string, BilledDay>,
): readonly { readonly model: string; readonly tier: string }[] {
  const series = new Map<string, { model: string; tier: string }>()
  for (const day of billed.keys()) {
    for (const [model, tiers] of metered.get(day) ?? []) {
      for (const tier of tiers.keys()) series.set(JSON.stringify([model, tier]), { model, tier })
    }
  }
  return [...series.values()]
}

/**
 * From day to day, what the one has too little of is taken to be what the next has too much of, as far as the hour between them
 * had so much. Where that leaves the days no nearer to the statement, nothing straddled.
 */
function flowsOver(
  days: readonly string[],
  differences: readonly number[],
  nearMidnight: (day: string) => number,
): readonly number[] {
  const flows = days.map(() => 0)
  for (let index = 0; index + 1 < days.length; index++) {
    const [day = '', next = ''] = [days[index], days[index + 1]]
    const open = (differences[index] ?? 0) - (flows[index] ?? 0)
    const after = differences[index + 1] ?? 0
    if (dayStart(next) - dayStart(day) !== DAY_MILLIS || open === 0 || Math.sign(open) === Math.sign(after)) continue
    const flow = Math.sign(open) * Math.min(Math.abs(open), Math.abs(after), nearMidnight(next))
    flows[index] = (flows[index] ?? 0) + flow
    flows[index + 1] = -flow
  }
  const before = differences.reduce((sum, each) => sum + Math.abs(each), 0)
  const left = differences.reduce((sum, each, index) => sum + Math.abs(each - (flows[index] ?? 0)), 0)
  return left <= (1 - EXPLAINS) * before ? flows : days.map(() => 0)
}

/** What began within an hour of the midnight that a day begins with. */
function tokensNearMidnight(hours: readonly MeteredHour[], shiftHours: number): ReadonlyMap<string, number> {
  const near = new Map<string, number>()
  for (const { atMillis, model, serviceTier = '', tokens } of hours) {
    const at = atMillis + shiftHours * HOUR_MILLIS
    const sinceMidnight = at - dayStart(utcDay(at))
    if (sinceMidnight !== 0 && sinceMidnight !== DAY_MILLIS - HOUR_MILLIS) continue
    const day = utcDay(at + HOUR_MILLIS)
    for (const tokenClass of TOKEN_CLASSES) {
      const key = straddleKey(day, model, serviceTier, tokenClass)
      near.set(key, (near.get(key) ?? 0) + (tokens[tokenClass] ?? 0))
    }
  }
  return near
}
