import { formatCount } from '../format-count.ts'
import type { Finding } from './finding.ts'
import type { FindingFacts } from './finding-facts.ts'
import { nanoAmount } from './nano-amount.ts'
import { tokenRates } from './token-rates.ts'

/** The least that providers cache: 1,024 tokens (https://platform.openai.com/docs/guides/prompt-caching, 2026-11-22). */
const LEAST_PREFIX = 1_024
const FEWEST_CALLS = 50
const MOST_CACHED = 0.1
/** Not every call finds the prefix: the first ones write it, and it is forgotten when nobody calls for some minutes. */
const HIT_SHARE = 0.8

/** A prefix that is the same in every call and is paid in full each time, although the provider would cache it. */
export function uncachedPrefix({ prompts }: FindingFacts): readonly Finding[] {
  return prompts.flatMap(({ promptHash, feature, model, sum, steadyInputTokens, cacheReadShare }) => {
    if (cacheReadShare === undefined || sum.calls < FEWEST_CALLS || steadyInputTokens < LEAST_PREFIX) return []
    if (sum.cacheReadTokens > MOST_CACHED * sum.inputTokens) return []
    const saved = steadyInputTokens * sum.calls * HIT_SHARE * tokenRates(sum).freshInput * (1 - cacheReadShare)
    return [
      {
        rule: 'uncached-prefix',
        subject: `${feature}, prompt ${promptHash} with ${model}`,
        evidence: `about ${formatCount(steadyInputTokens)} tokens are the same in every call, and next to none is read from the prompt cache`,
        advice: 'put what does not change first and what does last, and mark the prefix where the provider wants that',
        savedNanoUsd: nanoAmount(saved),
        assumption: `${HIT_SHARE * 100} % of the calls find it in the cache, at ${(cacheReadShare * 100).toFixed(0)} % of the price`,
      },
    ]
  })
}
