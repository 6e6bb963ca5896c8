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
