import { nanoToUsd } from '../money/nano-usd.ts'
import { COST_CLASSES, type CostClass } from '../prices/cost-class.ts'
import * as semconv from '../semconv.ts'
import type { EndingSpan } from './ending-span.ts'
import type { Pricing } from './price-call.ts'

const PART_NAMES = Object.fromEntries(
  COST_CLASSES.map((costClass) => [costClass, semconv.COSTSPAN_COST_PART + costClass]),
) as Readonly<Record<CostClass, string>>

/**
 * Writes what a call cost on its span. What is not known is not written. `draftNames` adds the names of draft #443.
 *
 * It writes into the span's attributes, which every exporter reads, and not through `setAttribute`, which takes a quarter
 * of a microsecond for each to check what we know: that they are numbers and short strings. So no limit on the number of
 * attributes can drop a cost either.
 */
export function writeCost(span: EndingSpan, pricing: Pricing, draftNames: boolean): void {
  const attributes = span.attributes
  const { status, nanoUsd, parts, source } = pricing
  if (status !== 'failed') attributes[semconv.COSTSPAN_COST_STATUS] = status
  if (nanoUsd !== undefined) {
    // An attribute holds a number, which is exact up to nine million dollars for one call.
    attributes[semconv.COSTSPAN_COST_NANO_USD] = Number(nanoUsd)
    if (draftNames) {
      attributes[semconv.GEN_AI_COST_AMOUNT] = nanoToUsd(nanoUsd)
      attributes[semconv.GEN_AI_COST_CURRENCY] = 'USD'
      if (source !== undefined) attributes[semconv.GEN_AI_COST_SOURCE] = source
    }
  }
  for (const costClass in parts) {
    const part = parts[costClass as CostClass]
    if (part !== undefined && part !== 0n) attributes[PART_NAMES[costClass as CostClass]] = nanoToUsd(part)
  }
  if (pricing.priceVersion !== undefined) attributes[semconv.COSTSPAN_PRICE_VERSION] = pricing.priceVersion
  if (pricing.unpricedReason !== undefined) {
    attributes[semconv.COSTSPAN_COST_UNPRICED_REASON] = pricing.unpricedReason
  }
  if (pricing.problem !== undefined) attributes[semconv.COSTSPAN_COST_PROBLEM] = pricing.problem
  if (pricing.atRiskNanoUsd !== undefined) {
    attributes[semconv.COSTSPAN_AT_RISK_NANO_USD] = Number(pricing.atRiskNanoUsd)
  }
}
