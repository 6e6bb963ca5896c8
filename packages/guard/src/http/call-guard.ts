import { createPriceBook, type PriceBook } from '@costspan/cost/prices'
import type { Refusal } from '../admission/refusal.ts'
import { createOutputHistory, type OutputHistory } from '../estimate/output-history.ts'
import type { AnswerCache } from '../cache/answer-cache.ts'
import { type CheckedChoice, checkedChoices, type ModelChoice } from '../choice/model-choice.ts'
import type { Guard } from '../guard.ts'
import { createLoopBreaker, type LoopBreaker, type LoopBreakerOptions } from '../loop/loop-breaker.ts'
import {
  createPromptCacheWatch,
  type PromptCacheOptions,
  type PromptCacheWatch,
} from '../prompt-cache/prompt-cache-watch.ts'
import type { DowngradeRoute } from '../routing/downgrade-route.ts'
import { createRouter, type Router } from '../routing/router.ts'
import { guessingEstimator, type TokenEstimator } from './token-estimator.ts'

/** How calls are guarded, beyond the budgets. All that changes a request or an answer is off unless it is asked for. */
export interface CallGuardOptions {
  /** Default: the bundled prices. `register()` gives the book that telemetry prices with. */
  readonly prices?: PriceBook
  /** Counts what no provider told. Default: a guess from the length of the text. */
  readonly estimator?: TokenEstimator
  /**
   * How much output a call is expected to have: `worst`, the default, is all that it may have; `p95` is what 95 of a hundred
   * calls of its feature had, so that more calls fit at once and the overshoot of the others is booked when it is known.
   */
  readonly expectedOutput?: 'worst' | 'p95'
  /**
   * Counts the input of OpenAI's models with the estimator where the quick bound of its bytes does not fit. It takes
   * milliseconds, and only of calls that would be refused otherwise. Default: false.
   */
  readonly countInput?: boolean
  /** Cheaper models for features, when a budget runs low. Default: none. */
  readonly routes?: readonly DowngradeRoute[]
  /** Cheaper models for simple tasks. Default: none. */
  readonly choices?: readonly ModelChoice[]
  /** By how much `router.rate` may find a cheaper model worse before its feature goes back, from 0 to 1. Default: 0.05. */
  readonly maxQualityDrop?: number
  /** Refuses calls that repeat within a run without getting anywhere. Default: off. */
  readonly loops?: boolean | LoopBreakerOptions
  /** Told of each loop once, before it is refused. What it throws is ignored. */
  readonly onLoop?: (loop: LoopWarning) => void
  /**
   * Ends a stream when it would pass what is left of a budget: where it generates more than was held for it, more is held while
   * there is more. Default: false, an answer that began is handed over.
   */
  readonly cutStreams?: boolean
  /** Lowers the limit on a call's output to what is left of the budget, where it would be refused otherwise. Default: false. */
  readonly trimOutput?: boolean
  /** Caches of answers, which are asked before the budgets are, in this order. Default: none. */
  readonly caches?: readonly AnswerCache[]
  /**
   * Watches how the caches of providers are used: why a prompt that could have been read was not, and what that cost. Of prompts,
   * hashes and lengths are remembered. Default: off.
   */
  readonly promptCache?: boolean | PromptCacheOptions
  /** Asked before a call is refused, such as a person: `retry` decides anew, when a limit was raised meanwhile. */
  readonly onRefusal?: (refusal: Refusal) => Promise<'refuse' | 'retry'>
}

/** A loop that was noticed. */
export interface LoopWarning {
  readonly scope: string
  readonly model: string
  readonly repeats: number
}

/** A guard with all that calls need to be held against it; shared by all clients, so that it sees all calls. */
export interface CallGuard {
  readonly guard: Guard
  readonly prices: PriceBook
  readonly estimator: TokenEstimator
  readonly history: OutputHistory
  readonly router: Router | undefined
  readonly choices: readonly CheckedChoice[]
  readonly loops: LoopBreaker | undefined
  readonly caches: readonly AnswerCache[]
  readonly promptCache: PromptCacheWatch | undefined
  readonly options: CallGuardOptions
}

/**
 * Prepares a guard for calls.
 *
 * @throws TypeError when an option is wrong, naming it
 */
export function createCallGuard(guard: Guard, options: CallGuardOptions = {}): CallGuard {
  const { prices = createPriceBook(), estimator = guessingEstimator, routes = [], loops = false } = options
  const choices = checkedChoices(options.choices ?? [])
  const judged = choices.map(({ features, models: { complex, medium, simple } }) => ({
    features,
    models: [complex, medium, simple].filter((model) => model !== undefined),
  }))
  return {
    guard,
    prices,
    estimator,
    history: createOutputHistory(),
    router:
      routes.length + choices.length === 0 ? undefined : createRouter(routes, prices, options.maxQualityDrop, judged),
    choices,
    loops: loops === false ? undefined : createLoopBreaker(loops === true ? {} : loops),
    caches: options.caches ?? [],
    promptCache: watchOf(options.promptCache, prices),
    options,
  }
}

function watchOf(promptCache: CallGuardOptions['promptCache'], prices: PriceBook): PromptCacheWatch | undefined {
  if (promptCache === undefined || promptCache === false) return undefined
  return createPromptCacheWatch(promptCache === true ? {} : promptCache, prices)
}

/** A guard that is given as it is gets the options that all have, once. */
const withDefaults = new WeakMap<Guard, CallGuard>()

export function asCallGuard(guard: Guard | CallGuard): CallGuard {
  if ('guard' in guard) return guard
  const known = withDefaults.get(guard) ?? createCallGuard(guard)
  withDefaults.set(guard, known)
  return known
}
