import type { ModelQuery, PriceSchedule } from './price-source.ts'

/**
 * Provisioned throughput: capacity that is rented by the hour, whatever passes through it. A call that it served costs nothing
 * more, so its price is 0, and its service tier or the model's name on the span says why.
 */
const TIERS: ReadonlySet<string> = new Set(['provisioned', 'provisioned_throughput'])

/** Bedrock names rented capacity instead of the model: `arn:aws:bedrock:us-east-1:123456789012:provisioned-model/a1b2c3`. */
const RENTED_MODEL = /^arn:aws[a-z-]*:bedrock:[^/]*:provisioned-model\//

/** The price of a call that rented capacity served; undefined for all others. */
export function provisionedThroughput({ model, serviceTier }: ModelQuery): PriceSchedule | undefined {
  const isRented = (serviceTier !== undefined && TIERS.has(serviceTier)) || RENTED_MODEL.test(model)
  return isRented ? { modelId: model, periods: [NOTHING_MORE] } : undefined
}

const NOTHING_MORE: PriceSchedule['periods'][number] = {
  fromMillis: -Infinity,
  rates: { tokens: { input: 0n, output: 0n }, units: {} },
  above: [],
}
