import { HOUR_MILLIS } from '../ledger/time-step.ts'
import { addTo, type NanoByClass, type TokensByClass } from './amounts.ts'
import type { MeteredHour } from './metered-usage.ts'
import { type Statement, TOKEN_CLASSES } from './statements/statement.ts'
import { utcDay } from './statements/utc-day.ts'

/** What we have of a model on a day, in one tier. */
export interface MeteredTier {
  calls: number
  unobservedCalls: number
  unpricedCalls: number
  readonly tokens: TokensByClass
  readonly nanoUsd: NanoByClass
  atRiskNanoUsd: bigint
}

/** What we have of a model on a day, by tier; the standard tier is ''. */
export type MeteredModel = ReadonlyMap<string, MeteredTier>

/** By day, and in each by model. */
export type MeteredDays = ReadonlyMap<string, ReadonlyMap<string, MeteredModel>>

/** Adds hours up to the days that a statement would count them to, in the classes that it tells apart. */
export function meteredDays(
  hours: readonly MeteredHour[],
  { tellsTiers, splitsInput }: Pick<Statement, 'tellsTiers' | 'splitsInput'>,
  shiftHours = 0,
): MeteredDays {
  const days = new Map<string, Map<string, Map<string, MeteredTier>>>()
  for (const hour of hours) {
    const day = utcDay(hour.atMillis + shiftHours * HOUR_MILLIS)
    const models = days.get(day) ?? new Map<string, Map<string, MeteredTier>>()
    days.set(day, models)
    const tiers = models.get(hour.model) ?? new Map<string, MeteredTier>()
    models.set(hour.model, tiers)
    const name = tellsTiers ? (hour.serviceTier ?? '') : ''
    const tier = tiers.get(name) ?? emptyTier()
    tiers.set(name, tier)
    addHour(tier, hour, splitsInput)
  }
  return days
}

export function emptyTier(): MeteredTier {
  return { calls: 0, unobservedCalls: 0, unpricedCalls: 0, tokens: {}, nanoUsd: {}, atRiskNanoUsd: 0n }
}

function addHour(tier: MeteredTier, hour: MeteredHour, splitsInput: boolean): void {
  tier.calls += hour.calls
  tier.unobservedCalls += hour.unobservedCalls
  tier.unpricedCalls += hour.unpricedCalls
  tier.atRiskNanoUsd += hour.atRiskNanoUsd
  for (const name of TOKEN_CLASSES) {
    const into = splitsInput || name === 'output' ? name : 'input'
    tier.tokens[into] = (tier.tokens[into] ?? 0) + (hour.tokens[name] ?? 0)
    addTo(tier.nanoUsd, into, hour.nanoUsd[name] ?? 0n)
  }
  for (const name of ['audio', 'image', 'tool', 'request'] as const) addTo(tier.nanoUsd, name, hour.nanoUsd[name] ?? 0n)
}
