import type { SpendSum } from '../../ledger/ledger.ts'

/** What the rules look at: calls of one window, added up in the ways that the rules need. */
export interface FindingFacts {
  readonly features: readonly FeatureFacts[]
  /** Calls of one feature to one model. */
  readonly uses: readonly ModelUse[]
  /** All calls to one model, whatever the feature. */
  readonly models: readonly ModelFacts[]
  /** Calls that have a system prompt in common. */
  readonly prompts: readonly PromptFacts[]
  /** Calls whose prompt the provider's cache could have had, and did not. */
  readonly promptBreaks: readonly PromptBreakFacts[]
}

export interface FeatureFacts {
  readonly feature: string
  readonly sum: SpendSum
  /** The hundred percentiles of the input tokens of a call, from the 1st to the largest. */
  readonly inputPercentiles: readonly number[]
  readonly meanInputTokens: number
  readonly p95OutputTokens: number
  /** The median of the limits that calls set on their output; `undefined` where none did. */
  readonly medianMaxTokens: number | undefined
  /** The most often that a call was tried again, and how many of all retries were beyond the third of their call, from 0 to 1. */
  readonly mostRetries: number
  readonly lateRetryShare: number
  /** How much of the retrieved context of a call repeats other parts of it, on average; `undefined` where nobody looked. */
  readonly meanRetrievalOverlap: number | undefined
}

export interface ModelUse {
  readonly feature: string
  readonly provider: string | undefined
  readonly model: string
  readonly sum: SpendSum
  readonly p95OutputTokens: number
}

export interface ModelFacts {
  readonly provider: string | undefined
  readonly model: string
  readonly sum: SpendSum
}

export interface PromptFacts {
  readonly promptHash: string
  readonly feature: string
  readonly model: string
  readonly sum: SpendSum
  /** Input tokens that nearly every call has: the 5th percentile, and so about what does not change from call to call. */
  readonly steadyInputTokens: number
  /** What a token read from the provider's prompt cache costs, as a share of one that is not; `undefined` if it has none. */
  readonly cacheReadShare: number | undefined
}

export interface PromptBreakFacts {
  readonly feature: string
  /** Why, such as `tool_order`. */
  readonly cause: string
  readonly calls: number
  /** What that cost, in nano-USD. */
  readonly lostNanoUsd: number
}
