import { nanoToUsd } from '@costspan/cost/prices'
import type { Refusal } from '../admission/refusal.ts'
import type { BudgetStatus } from '../status/budget-status.ts'

/** Response headers of a request, and why it is not served at all, if it is not. */
export interface BudgetAnswer {
  readonly headers: Readonly<Record<string, string>>
  readonly refusal: RefusedRequest | undefined
}

/** An answer with status 429. */
export interface RefusedRequest {
  readonly headers: Readonly<Record<string, string>>
  readonly body: RefusedBody
}

interface RefusedBody {
  readonly error: {
    readonly type: 'budget_exceeded'
    readonly message: string
    readonly budget: string
    readonly window: string
    readonly retryAfterSeconds: number | null
  }
}

/**
 * What a request is told of its budgets: `x-costspan-budget-remaining-usd`, the least that any budget in USD has left, and
 * which one that is. A request whose budget is spent is refused before its handler starts.
 */
export function budgetAnswer(standing: readonly BudgetStatus[], atMillis: number): BudgetAnswer {
  const limited = standing.filter(({ mode, limit }) => mode === 'enforce' && limit !== undefined)
  const spent = limited.filter((each) => leftOf(each) <= 0n)
  const [least] = limited.filter(({ unit }) => unit === 'usd').toSorted((a, b) => (leftOf(a) < leftOf(b) ? -1 : 1))
  const headers = least === undefined ? {} : remainingHeaders(least)
  const [last] = spent.toSorted((a, b) => (b.resetsAtMillis ?? Infinity) - (a.resetsAtMillis ?? Infinity))
  if (last === undefined) return { headers, refusal: undefined }
  const { budget, window, resetsAtMillis } = last
  const seconds = resetsAtMillis === undefined ? undefined : Math.ceil((resetsAtMillis - atMillis) / 1_000)
  return { headers, refusal: refused(budget, window, seconds, headers) }
}

/** The answer to a request whose handler ended with a refused call. */
export function answerOfRefusal({ budget, window, retryAfterSeconds }: Refusal): RefusedRequest {
  return refused(budget, window, retryAfterSeconds, {})
}

function refused(
  budget: string,
  window: string,
  retryAfterSeconds: number | undefined,
  headers: Readonly<Record<string, string>>,
): RefusedRequest {
  const message = `The budget "${budget}" is spent for this ${window}.`
  return {
    headers: { ...headers, ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }) },
    body: {
      error: { type: 'budget_exceeded', message, budget, window, retryAfterSeconds: retryAfterSeconds ?? null },
    },
  }
}

function remainingHeaders(status: BudgetStatus): Readonly<Record<string, string>> {
  const left = leftOf(status)
  return {
    'x-costspan-budget': status.budget,
    'x-costspan-budget-remaining-usd': nanoToUsd(left < 0n ? 0n : left).toFixed(9),
  }
}

function leftOf({ limit = 0n, spent, held }: BudgetStatus): bigint {
  return limit - spent - held
}
