import { nanoToUsd } from '../money/nano-usd.ts'
import type { NamedAttributes } from '../named-attributes.ts'
import type { CostParts } from '../prices/cost-parts.ts'
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
  const attributes: NamedAttributes = span.attributes
  const { status, nanoUsd, parts, source } = pricing
  if (status !== 'failed') attributes['costspan.cost.status'] = status
  if (nanoUsd !== undefined) {
    // An attribute holds a number, which is exact up to nine million dollars for one call.
    attributes['costspan.cost.nano_usd'] = Number(nanoUsd)
    if (draftNames) {
      attributes['gen_ai.usage.cost.amount'] = nanoToUsd(nanoUsd)
      attributes['gen_ai.usage.cost.currency'] = 'USD'
      if (source !== undefined) attributes['gen_ai.usage.cost.source'] = source
    }
  }
  if (parts !== undefined) writeParts(attributes, parts)
  if (pricing.priceVersion !== undefined) attributes['costspan.price.version'] = pricing.priceVersion
  if (pricing.unpricedReason !== undefined) {
    attributes['costspan.cost.unpriced_reason'] = pricing.unpricedReason
  }
  if (pricing.problem !== undefined) attributes['costspan.cost.problem'] = pricing.problem
  if (pricing.atRiskNanoUsd !== undefined) {
    attributes['costspan.at_risk.nano_usd'] = Number(pricing.atRiskNanoUsd)
  }
}

/** One line for each class: a name that stands in the code is found faster than one that is computed. */
function writeParts(attributes: NamedAttributes, parts: CostParts): void {
  if (parts.input) attributes['costspan.cost.input'] = nanoToUsd(parts.input)
  if (parts.output) attributes['costspan.cost.output'] = nanoToUsd(parts.output)
  if (parts.cache_read) attributes['costspan.cost.cache_read'] = nanoToUsd(parts.cache_read)
  if (parts.cache_write) attributes['costspan.cost.cache_write'] = nanoToUsd(parts.cache_write)
  if (parts.reasoning) attributes['costspan.cost.reasoning'] = nanoToUsd(parts.reasoning)
  if (parts.audio) attributes['costspan.cost.audio'] = nanoToUsd(parts.audio)
  if (parts.image) attributes['costspan.cost.image'] = nanoToUsd(parts.image)
  if (parts.tool) attributes['costspan.cost.tool'] = nanoToUsd(parts.tool)
  if (parts.request) attributes['costspan.cost.request'] = nanoToUsd(parts.request)
}
