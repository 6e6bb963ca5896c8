/**
 * When the alerts fire that `costspan generate rules` writes, where that is a matter of taste. Shares and ratios are
 * percentages such as `5%`. An application reads none of it.
 */
export interface AlertSettings {
  /** Retries by calls. Default: 5%. */
  readonly retryShare?: string
  /** Calls to a fallback by calls. Default: 10%. */
  readonly fallbackShare?: string
  /** Answers that were cut off by calls. Default: 5%. */
  readonly truncationShare?: string
  /** Below this, hits by lookups of the response cache. Default: 60%. */
  readonly responseCacheHitRatio?: string
  /** Below this, input tokens read from the prompt cache by input tokens, where a feature uses one. Default: 30%. */
  readonly promptCacheHitRatio?: string
  /** Spend of one user in an hour by the budget of a day. Default: 1%. */
  readonly userShareOfDay?: string
  /** An hour is never unusual for less than this above what is expected, in USD. Default: 0.1 % of the month, at least $1. */
  readonly anomalyFloor?: string | number
  /** Prices that are older than this are stale, in days. Default: 30. */
  readonly catalogAgeDays?: number
  /** Calls of a model in six hours whose cost as the provider returned it contradicts the prices. Default: 5. */
  readonly priceConflicts?: number
}
