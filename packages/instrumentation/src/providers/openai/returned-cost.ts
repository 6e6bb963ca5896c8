/** Where servers of OpenAI's format say what they charge for a call. */
export interface ReturnedCost {
  /** In USD: a sum at OpenRouter, with its parts at Perplexity. */
  readonly cost?: number | { readonly total_cost?: number | null } | null
  /** Whether the call was made with a key of one's own for the provider behind OpenRouter. */
  readonly is_byok?: boolean | null
  readonly cost_details?: { readonly upstream_inference_cost?: number | null } | null
  /** xAI's sum, in units of 1e-10 USD. */
  readonly cost_in_usd_ticks?: number | null
}

/** https://docs.x.ai/developers/cost-tracking, seen 2026-11. */
const TICKS_PER_USD = 1e10

/**
 * What the server says the call costs, in USD. With a key of one's own at OpenRouter, its fee comes on top of what the
 * provider behind it bills: https://openrouter.ai/docs/use-cases/usage-accounting, seen 2026-11.
 */
export function returnedCostUsd(usage: ReturnedCost | null | undefined): number | undefined {
  const { cost, is_byok, cost_details, cost_in_usd_ticks: ticks } = usage ?? {}
  if (typeof cost === 'number') return is_byok === true ? cost + (cost_details?.upstream_inference_cost ?? 0) : cost
  return cost?.total_cost ?? (ticks == null ? undefined : ticks / TICKS_PER_USD)
}
