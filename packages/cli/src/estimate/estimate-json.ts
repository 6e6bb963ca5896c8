import { usdOf } from '../reports/format-usd.ts'
import type { ModelEstimate } from './render-estimates.ts'

/** An estimate as JSON. Amounts are USD, exact ones are strings of nano-USD; `null` is what is not known. */
export function estimateJson({ model, input, outputTokens, ...cost }: ModelEstimate): object {
  const { nanoUsd, lowNanoUsd, highNanoUsd, unpricedReason } = cost
  return {
    model,
    input_tokens: input.tokens,
    input_tokens_low: input.low ?? null,
    input_tokens_high: input.high ?? null,
    text_tokens: input.textTokens,
    image_tokens: input.imageTokens,
    overhead_tokens: input.overheadTokens,
    vocabulary: input.vocabulary,
    error_percent: input.errorPercent ?? null,
    uncounted: input.uncounted,
    output_tokens: outputTokens,
    cost_usd: nanoUsd === undefined ? null : usdOf(nanoUsd),
    cost_nano_usd: nanoUsd === undefined ? null : `${nanoUsd}`,
    cost_usd_low: lowNanoUsd === undefined ? null : usdOf(lowNanoUsd),
    cost_usd_high: highNanoUsd === undefined ? null : usdOf(highNanoUsd),
    unpriced_reason: unpricedReason ?? null,
  }
}
