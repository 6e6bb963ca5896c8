import type { LedgerReader, Selection } from '../ledger/ledger.ts'
import { totalSpendSum } from '../ledger/spend-sum.ts'
import { DAY_MILLIS } from '../ledger/time-step.ts'
import { type Evaluation, recordedEvaluations } from './evaluation.ts'
import { type Outcome, recordedOutcomes } from './outcome.ts'
import { type OutcomeCost, outcomeCosts } from './outcome-costs.ts'
import { type Ownership, type OwnershipLine, ownershipOf } from './ownership.ts'
import { type QualityCost, qualityCosts } from './quality-costs.ts'
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
  /** Outcomes beside those that applications recorded. */
  readonly outcomes?: readonly Outcome[]
  /** Scores beside those that came as events. */
  readonly evaluations?: readonly Evaluation[]
  readonly where?: Selection['where']
}

/** What was spent beside what it brings. */
export interface Economics {
  readonly days: number
  readonly tiers: readonly TierEconomics[]
  readonly ownership: Ownership
  readonly outcomes: readonly OutcomeCost[]
  readonly quality: readonly QualityCost[]
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
  const window = { fromMillis: atMillis - days * DAY_MILLIS, toMillis: atMillis }
  const selection: Selection = { ...window, ...(where === undefined ? {} : { where }) }
  const outcomes = [...(await recordedOutcomes(ledger, window)), ...(options.outcomes ?? [])]
  const evaluations = [...(await recordedEvaluations(ledger, window)), ...(options.evaluations ?? [])]
  const months = days / DAYS_PER_MONTH
  const total = totalSpendSum(await ledger.sum(selection))
  return {
    days,
    tiers: tierEconomics(await ledger.sum({ ...selection, by: ['tier', 'user'] }), revenue, { months, targetMargin }),
    ownership: ownershipOf(total.nanoUsd, months, options.ownership ?? []),
    outcomes: await outcomeCosts(ledger, outcomes, selection),
    quality: await qualityCosts(ledger, evaluations, selection),
  }
}

const NO_REVENUE: RevenuePlan = { tiers: new Map(), users: new Map() }
