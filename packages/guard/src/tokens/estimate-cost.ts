import { calculateCost, createPriceBook, type PriceBook, type UnpricedReason } from '@costspan/cost/prices'
import { estimateTokens, type EstimateTokensOptions, type TokenEstimate } from './estimate-tokens.ts'
import type { Prompt } from './read-prompt.ts'

/** How the cost of a call is estimated. */
export interface EstimateCostOptions extends EstimateTokensOptions {
  /** Who serves the model. Default: told from its name. */
  readonly provider?: string
  /** How long the answer is expected to be. Default: 0, so that the amount is that of the input. */
  readonly outputTokens?: number
  /** `batch`, `flex`, ... as in the request. Default: the standard tier. */
  readonly serviceTier?: string
  /** Default: the bundled prices. */
  readonly prices?: PriceBook
  /** When the call is made, in milliseconds since 1970. Default: now. */
  readonly atMillis?: number
}

/** What a call is likely to cost. */
export interface CostEstimate {
  readonly input: TokenEstimate
  readonly outputTokens: number
  /** Nano-USD (1e-9 USD); undefined where there is no price, which is not zero. */
  readonly nanoUsd: bigint | undefined
  /** The same for the least and the most input; undefined where the error of the count is not known. */
  readonly lowNanoUsd: bigint | undefined
  readonly highNanoUsd: bigint | undefined
  /** Why there is no price. */
  readonly unpricedReason: UnpricedReason | undefined
}

/**
 * What a call is likely to cost, before it is made. It is no bound: a budget holds the worst case instead.
 *
 * @example
 * ```ts
 * import { formatUsd } from '@costspan/cost/prices'
 * import { estimateCost } from '@costspan/guard'
 *
 * const { nanoUsd } = await estimateCost('Why is the sky blue?', { model: 'gpt-4o', outputTokens: 200 })
 * if (nanoUsd !== undefined) console.log(formatUsd(nanoUsd)) // $0.00203
 * ```
 *
 * @throws TypeError when the model is missing, or the output is no whole number, zero or more
 */
export async function estimateCost(prompt: Prompt, options: EstimateCostOptions): Promise<CostEstimate> {
  const { outputTokens = 0 } = options
  if (!Number.isSafeInteger(outputTokens) || outputTokens < 0) {
    throw new TypeError(`outputTokens must be a whole number, zero or more, got ${String(outputTokens)}`)
  }
  const input = await estimateTokens(prompt, options)
  const amount = (tokens: number | undefined): Amount => amountOf(tokens, outputTokens, options)
  const likely = amount(input.tokens)
  return {
    input,
    outputTokens,
    nanoUsd: likely.nanoUsd,
    lowNanoUsd: amount(input.low).nanoUsd,
    highNanoUsd: amount(input.high).nanoUsd,
    unpricedReason: likely.unpricedReason,
  }
}

interface Amount {
  readonly nanoUsd: bigint | undefined
  readonly unpricedReason: UnpricedReason | undefined
}

let bundled: PriceBook | undefined

function amountOf(input: number | undefined, output: number, options: EstimateCostOptions): Amount {
  const { model, provider = '', serviceTier, atMillis = Date.now(), prices = (bundled ??= createPriceBook()) } = options
  if (input === undefined) return { nanoUsd: undefined, unpricedReason: undefined }
  const price = prices.find({ provider, model, serviceTier, atMillis, inputTokens: input })
  if (!price.priced) return { nanoUsd: undefined, unpricedReason: price.reason }
  const cost = calculateCost({ tokens: { input, output } }, price.rates)
  return cost.status === 'priced'
    ? { nanoUsd: cost.nanoUsd, unpricedReason: undefined }
    : { nanoUsd: undefined, unpricedReason: 'no_rate' }
}
