import { activeCostContext, type CostContext, withCostContext } from '@costspan/cost'
import { calculateCost, type CallUsage, parseUsd, worstCaseNanoUsd } from '@costspan/cost/prices'
import type { Estimate, Guard, Settlement } from '../guard.ts'
import { BudgetExceededError } from '../http/budget-exceeded-error.ts'
import { asCallGuard, type CallGuard } from '../http/call-guard.ts'
import { inBackground } from '../http/in-background.ts'
import { refusalMessage } from '../http/refusal-text.ts'

/** Something that is paid for and goes through no client that we know: a tool, a telephone call, another SDK. */
export interface PaidWork {
  /** Who causes it, on top of the cost context that is active. */
  readonly context?: CostContext
  /** Whose bill it is on, and what it is called there. With `estimate` in tokens they name a model of the price book. */
  readonly provider: string
  readonly model: string
  /** Default: `execute_tool`. */
  readonly operation?: string
  /** The most that it can cost: USD, or tokens of the model. */
  readonly estimate: string | number | { readonly inputTokens: number; readonly outputTokens: number }
}

/** What it has cost: USD, or what was used of the model. */
export type PaidAmount = string | number | CallUsage

/**
 * Runs a function that is paid for, if the budgets allow it, and books what it tells by `paid`: nothing told is the estimate, and
 * so is a failure, because it may well be billed. To tell 0 is to say that it was free.
 *
 * @example
 * ```ts
 * import { createGuard } from '@costspan/guard'
 *
 * const guard = createGuard({ limit: '$1.00', per: 'day' })
 * const search = { provider: 'search.example', model: 'web', estimate: '$0.01' }
 * const results = await guard.run(search, async (paid) => {
 *   paid('$0.008')
 *   return ['a result']
 * })
 * ```
 *
 * @throws BudgetExceededError where a budget refuses; the function has not run then
 * @throws TypeError where the estimate is no amount
 */
export async function runPaid<T>(
  guard: Guard | CallGuard,
  work: PaidWork,
  fn: (paid: (amount: PaidAmount) => void) => Promise<T>,
): Promise<T> {
  const callGuard = asCallGuard(guard)
  const { provider, model, operation = 'execute_tool', context: own = {} } = work
  const context = { ...activeCostContext(), ...own }
  const estimate = estimateOf(callGuard, work)
  const admission = await callGuard.guard.admit({ context, provider, model, operation, estimate })
  if (admission.decision === 'deny') throw new BudgetExceededError(admission.refusal, refusalMessage(admission.refusal))

  let settlement: Settlement = { nanoUsd: undefined, inputTokens: 0, outputTokens: 0, outcome: 'unobserved' }
  try {
    return await withCostContext(own, () =>
      fn((amount) => {
        settlement = settlementOf(callGuard, work, amount)
      }),
    )
  } finally {
    inBackground(() => callGuard.guard.settle(admission.reservation, settlement))
  }
}

function estimateOf({ prices }: CallGuard, { provider, model, estimate }: PaidWork): Estimate {
  if (typeof estimate !== 'object') return { nanoUsd: parseUsd(estimate), inputTokens: 0, outputTokens: 0 }
  const { inputTokens, outputTokens } = estimate
  const price = prices.find({ provider, model, atMillis: Date.now(), inputTokens })
  const nanoUsd = price.priced ? worstCaseNanoUsd(price.rates, inputTokens, outputTokens) : undefined
  return { nanoUsd, inputTokens, outputTokens }
}

function settlementOf({ prices }: CallGuard, { provider, model }: PaidWork, amount: PaidAmount): Settlement {
  if (typeof amount !== 'object') {
    return { nanoUsd: parseUsd(amount), inputTokens: 0, outputTokens: 0, outcome: 'reported' }
  }
  const { input, output } = amount.tokens
  const price = prices.find({ provider, model, atMillis: Date.now(), inputTokens: input })
  const cost = price.priced ? calculateCost(amount, price.rates) : undefined
  const nanoUsd = cost?.status === 'priced' ? cost.nanoUsd : undefined
  return { nanoUsd, inputTokens: input, outputTokens: output, outcome: 'reported' }
}
