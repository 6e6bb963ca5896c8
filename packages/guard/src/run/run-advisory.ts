import { formatUsd } from '@costspan/cost/prices'
import { type Balance, type BudgetStore, NOTHING_SPENT } from '../store/budget-store.ts'
import type { ActiveRun } from './active-run.ts'
import { runCounterKey, runsAround, spendable } from './plan-run-claims.ts'
import { readShare } from './run-shares.ts'

/** How a run's budget stands, for an agent that wants to end well. Amounts are nano-USD. */
export interface RunAdvisory {
  readonly limitNanoUsd: bigint
  readonly spentNanoUsd: bigint
  /** The estimates of calls under way. */
  readonly heldNanoUsd: bigint
  /** What further calls may spend: without what is held, and without the reserve. */
  readonly remainingNanoUsd: bigint
  readonly reserveNanoUsd: bigint
  /** The burn rate: what was spent in a minute, on average since the run began. */
  readonly burnNanoUsdPerMinute: bigint
  /** How many more calls at the average cost of those so far; undefined before the first. */
  readonly callsLeft: number | undefined
  /** Whether less than a fifth is left, or one call. */
  readonly isNearLimit: boolean
  /** All of this in a sentence that can be put into a prompt. */
  readonly note: string
}

/** Reads how a run stands. A run inside of others has no more left than any of them. */
export async function readAdvisory(
  store: BudgetStore,
  run: ActiveRun,
  atMillis: number,
  holdMillis: number,
): Promise<RunAdvisory> {
  const chain = runsAround(run)
  const shares = await Promise.all(chain.map((each) => readShare(store, each, atMillis, { holdMillis })))
  const keys = [runCounterKey(run.id, 'requests'), ...chain.map(({ id }) => runCounterKey(id, 'usd'))]
  const [calls = NOTHING_SPENT, ...amounts] = await store.read(keys, atMillis)
  const { spent, held } = amounts[0] ?? NOTHING_SPENT
  const left = chain.map((each, index) => leftOf(each, amounts[index] ?? NOTHING_SPENT, shares[index - 1]))
  const remaining = left.reduce((least, each) => (each < least ? each : least))
  const minutes = Math.max(1, Math.ceil((atMillis - run.startedAtMillis) / 60_000))
  const callsLeft = spent > 0n && calls.spent > 0n ? Number((remaining * calls.spent) / spent) : undefined
  const burn = spent / BigInt(minutes)
  return {
    limitNanoUsd: run.limitNanoUsd,
    spentNanoUsd: spent,
    heldNanoUsd: held,
    remainingNanoUsd: remaining,
    reserveNanoUsd: run.reserveNanoUsd,
    burnNanoUsdPerMinute: burn,
    callsLeft,
    isNearLimit: remaining * 5n < run.limitNanoUsd || (callsLeft ?? 2) <= 1,
    note: noteOf(run, remaining, callsLeft),
  }
}

/** What a run has left for the run inside of it: what is left for all, and that run's own share. */
function leftOf(run: ActiveRun, { spent, held, raised }: Balance, share = 0n): bigint {
  const left = spendable(run) + raised - spent - held + share
  return left < 0n ? 0n : left
}

function noteOf({ limitNanoUsd, reserveNanoUsd }: ActiveRun, remaining: bigint, callsLeft: number | undefined): string {
  const usd = (amount: bigint): string => formatUsd(amount, { decimals: 4 })
  const calls = callsLeft === undefined ? '' : `, about ${callsLeft} more calls at the cost of those so far`
  const reserve = reserveNanoUsd === 0n ? '' : ` ${usd(reserveNanoUsd)} beyond that is kept for the final answer.`
  return `Budget of this run: ${usd(remaining)} of ${usd(limitNanoUsd)} is left${calls}.${reserve}`
}
