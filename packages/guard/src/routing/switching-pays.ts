import { calculateCost, type PriceBook, type Rates } from '@costspan/cost/prices'

/** What is expected of a conversation from here on. */
export interface ExpectedTurns {
  readonly provider: string
  readonly atMillis: number
  /** Tokens of the prompt, all of them. */
  readonly inputTokens: number
  /** Those of them that the present model has in its prompt cache. */
  readonly cachedTokens: number
  /** Tokens of one answer. */
  readonly outputTokens: number
  /** Calls that are still to come in this conversation, this one included. */
  readonly turns: number
}

/**
 * Whether the rest of a conversation is cheaper with another model, counting the prompt cache that is lost: the new model reads
 * everything once at its full price, or at that of writing to its cache, before it has it cached too. A price that is missing
 * is no saving.
 */
export function switchingPays(from: string, to: string, expected: ExpectedTurns, prices: PriceBook): boolean {
  const { provider, atMillis, inputTokens } = expected
  const now = prices.find({ provider, model: from, atMillis, inputTokens })
  const then = prices.find({ provider, model: to, atMillis, inputTokens })
  if (!now.priced || !then.priced) return false
  const stay = turnCost(now.rates, expected, expected.cachedTokens, 0)
  const arrive = turnCost(then.rates, expected, 0, expected.cachedTokens)
  const later = turnCost(then.rates, expected, expected.cachedTokens, 0)
  if (stay === undefined || arrive === undefined || later === undefined) return false
  return arrive + later * BigInt(expected.turns - 1) < stay * BigInt(expected.turns)
}

function turnCost(
  rates: Rates,
  { inputTokens, outputTokens }: ExpectedTurns,
  cacheRead: number,
  cacheWrite: number,
): bigint | undefined {
  const input = Math.max(inputTokens, cacheRead, cacheWrite)
  const cost = calculateCost({ tokens: { input, output: outputTokens, cacheRead, cacheWrite } }, rates)
  return cost.status === 'priced' ? cost.nanoUsd : undefined
}
