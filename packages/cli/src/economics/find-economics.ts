import type { LedgerReader, Selection } from '../ledger/ledger.ts'
import { totalSpendSum } from '../ledger/spend-sum.ts'
import { DAY_MILLIS } from '../ledger/time-step.ts'
import { type OutcomeCost, type Outcome, outcomeCosts } from './outcome-costs.ts'
import { type Ownership, type OwnershipLine, ownershipOf } from './ownership.ts'
import type { RevenuePlan } from './revenue-plan.ts'
import { type TierEconomics, tierEconomics } from './tier-economics.ts'

/** What is put beside cost. */
export interface FindEconomicsOptions {
  /** Until when. Default: now. */
  readonly atMillis?: number
  /** How many days back. Default: 30, which counts as a month. */
  readonly days?: number
  /** What customers pay. Default: nothing is known of it. */
  readonly revenue?: RevenuePlan
  /** In per cent, for the suggested limits. Default: 70. */
  readonly targetMargin?: number
  /** What is paid beside calls. */
  readonly ownership?: readonly OwnershipLine[]
  readonly outcomes?: readonly Outcome[]
  readonly where?: Selection['where']
}

/** What was spent beside what it brings. */
export interface Economics {
  readonly days: number
  readonly tiers: readonly TierEconomics[]
  readonly ownership: Ownership
  readonly outcomes: readonly OutcomeCost[]
}

const DAYS_PER_MONTH = 30

/**
 * Puts what was spent beside what it brings: by tier, with what users cost; the total cost of ownership; and what outcomes
 * cost.
 *
 * @example
 * const economics = await findEconomics(ledger, { revenue: readRevenue('tier,price\npro,$20\n') })
 */
export async function findEconomics(ledger: LedgerReader, options: FindEconomicsOptions = {}): Promise<Economics> {
  const { atMillis = Date.now(), days = 30, revenue = NO_REVENUE, targetMargin = 70, where } = options
  const selection: Selection = {
    fromMillis: atMillis - days * DAY_MILLIS,
    toMillis: atMillis,
    ...(where === undefined ? {} : { where }),
  }
  const months = days / DAYS_PER_MONTH
  const total = totalSpendSum(await ledger.sum(selection))
  return {
    days,
    tiers: tierEconomics(await ledger.sum({ ...selection, by: ['tier', 'user'] }), revenue, { months, targetMargin }),
    ownership: ownershipOf(total.nanoUsd, months, options.ownership ?? []),
    outcomes: await outcomeCosts(ledger, options.outcomes ?? [], selection),
  }
}

const NO_REVENUE: RevenuePlan = { tiers: new Map(), users: new Map() }
