import type { Attributes } from '@opentelemetry/api'
import { nanoToUsd } from '../money/nano-usd.ts'
import type { CostParts } from '../prices/cost-parts.ts'
import * as semconv from '../semconv.ts'
import type { TokenUsage } from '../usage/call-usage.ts'

/**
 * Writes how much of a call's input was retrieved context, where its span tells the share: in tokens, and in dollars of what
 * the input cost, cached or not. Neither is a part that adds up with the others.
 */
export function writeRetrieval(
  attributes: Attributes,
  usage: TokenUsage | undefined,
  parts: CostParts | undefined,
): void {
  const share = attributes[semconv.COSTSPAN_RETRIEVAL_SHARE]
  if (typeof share !== 'number' || usage === undefined) return
  attributes[semconv.COSTSPAN_RETRIEVAL_INPUT] = Math.round(share * usage.input)
  const { input, cache_read: cacheRead, cache_write: cacheWrite } = parts ?? {}
  // A cost that a gateway returned does not tell what the input has cost.
  if (input === undefined && cacheRead === undefined && cacheWrite === undefined) return
  const inputNano = (input ?? 0n) + (cacheRead ?? 0n) + (cacheWrite ?? 0n)
  attributes[semconv.COSTSPAN_COST_RETRIEVAL] = share * nanoToUsd(inputNano)
}
