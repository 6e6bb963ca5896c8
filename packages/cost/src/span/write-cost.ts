import type { Attributes } from '@opentelemetry/api'
import { nanoToUsd } from '../money/nano-usd.ts'
import type { CostParts } from '../prices/cost-parts.ts'
import * as semconv from '../semconv.ts'
import type { EndingSpan } from './ending-span.ts'
import type { Pricing } from './price-call.ts'

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
  if (parts !== undefined) writeParts(attributes, parts)
  if (pricing.priceVersion !== undefined) attributes[semconv.COSTSPAN_PRICE_VERSION] = pricing.priceVersion
  if (pricing.unpricedReason !== undefined) {
    attributes[semconv.COSTSPAN_COST_UNPRICED_REASON] = pricing.unpricedReason
  }
  if (pricing.problem !== undefined) attributes[semconv.COSTSPAN_COST_PROBLEM] = pricing.problem
  if (pricing.atRiskNanoUsd !== undefined) {
    attributes[semconv.COSTSPAN_AT_RISK_NANO_USD] = Number(pricing.atRiskNanoUsd)
  }
}

/** One line for each class: a name that stands in the code is found faster than one that is computed. */
function writeParts(attributes: Attributes, parts: CostParts): void {
  if (parts.input) attributes[semconv.COSTSPAN_COST_INPUT] = nanoToUsd(parts.input)
  if (parts.output) attributes[semconv.COSTSPAN_COST_OUTPUT] = nanoToUsd(parts.output)
  if (parts.cache_read) attributes[semconv.COSTSPAN_COST_CACHE_READ] = nanoToUsd(parts.cache_read)
  if (parts.cache_write) attributes[semconv.COSTSPAN_COST_CACHE_WRITE] = nanoToUsd(parts.cache_write)
  if (parts.reasoning) attributes[semconv.COSTSPAN_COST_REASONING] = nanoToUsd(parts.reasoning)
  if (parts.audio) attributes[semconv.COSTSPAN_COST_AUDIO] = nanoToUsd(parts.audio)
  if (parts.image) attributes[semconv.COSTSPAN_COST_IMAGE] = nanoToUsd(parts.image)
  if (parts.tool) attributes[semconv.COSTSPAN_COST_TOOL] = nanoToUsd(parts.tool)
  if (parts.request) attributes[semconv.COSTSPAN_COST_REQUEST] = nanoToUsd(parts.request)
}
