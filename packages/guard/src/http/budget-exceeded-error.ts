import type { Refusal } from '../admission/refusal.ts'
import { readRefusal } from './refusal-text.ts'

/**
 * A call that was refused by a budget, before it was sent and before it cost anything.
 *
 * The SDKs throw errors of their own for the answer that a refused call gets, so that handling of rate limits works as it is;
 * `BudgetExceededError.from` finds the details in any of them.
 *
 * @example
 * ```ts
 * import { BudgetExceededError } from '@costspan/guard'
 *
 * const error: unknown = new Error('something else')
 * const refused = BudgetExceededError.from(error)
 * if (refused !== undefined) console.log(refused.budget, refused.retryAfterSeconds)
 * ```
 */
export class BudgetExceededError extends Error {
  override readonly name: string = 'BudgetExceededError'
  readonly refusal: Refusal

  constructor(refusal: Refusal, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.refusal = refusal
  }

  /** The name of the budget that refused. */
  get budget(): string {
    return this.refusal.budget
  }

  /** What the budget is divided by, with the values of this call; empty for a global budget. */
  get scope(): Refusal['scope'] {
    return this.refusal.scope
  }

  get window(): Refusal['window'] {
    return this.refusal.window
  }

  /** In nano-USD, tokens or requests, as `refusal.unit` says; so are `spent`, `held` and `estimate`. */
  get limit(): bigint | undefined {
    return this.refusal.limit
  }

  get spent(): bigint {
    return this.refusal.spent
  }

  get held(): bigint {
    return this.refusal.held
  }

  /** The most that the refused call could have cost. */
  get estimate(): bigint | undefined {
    return this.refusal.estimate
  }

  /** Seconds until a new attempt makes sense; undefined when waiting does not help. */
  get retryAfterSeconds(): number | undefined {
    return this.refusal.retryAfterSeconds
  }

  /**
   * The refusal behind an error that an SDK or a framework threw: openai, anthropic, the Vercel AI SDK, LangChain, Google's,
   * and what wraps one of them.
   *
   * @returns undefined when the error is about something else
   */
  static from(error: unknown): BudgetExceededError | undefined {
    if (error instanceof BudgetExceededError) return error
    const found = readRefusal(error)
    return found && new BudgetExceededError(found.refusal, found.message, error)
  }
}
