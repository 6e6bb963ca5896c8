import { catalogueProvider, type PriceBook } from '@costspan/cost/prices'
import { dayStart } from './statements/utc-day.ts'

/** The tier whose prices explain an amount, where a statement does not tell tiers. */
export type OtherTier = (of: {
  readonly day: string
  readonly model: string
  readonly billedNanoUsd: bigint
  readonly ourNanoUsd: bigint
}) => string | undefined

const TIERS = ['batch', 'flex', 'priority'] as const
/** How near the ratio of amounts must be to that of prices. */
const NEAR = 0.005

/**
 * Statements without tiers show them as a ratio: all that was billed at half of our price is a batch. The ratio must be that of
 * both input and output in the price book, so that a wrong price is not taken for a tier.
 */
export function otherTier(provider: string, book: PriceBook): OtherTier {
  const ratesOf = (day: string, model: string, serviceTier?: string): readonly (bigint | undefined)[] => {
    const price = book.find({
      provider: catalogueProvider(provider),
      model,
      atMillis: dayStart(day),
      inputTokens: 0,
      serviceTier,
    })
    return price.priced ? [price.rates.tokens.input, price.rates.tokens.output] : []
  }
  return ({ day, model, billedNanoUsd, ourNanoUsd }) => {
    if (ourNanoUsd <= 0n || billedNanoUsd <= 0n) return undefined
    const ratio = Number(billedNanoUsd) / Number(ourNanoUsd)
    const standard = ratesOf(day, model)
    return TIERS.find((tier) => {
      const rates = ratesOf(day, model, tier)
      const ratios = rates.map((rate, index) => Number(rate ?? 0n) / Number(standard[index] ?? 0n))
      return ratios.length > 0 && ratios.every((each) => each !== 1 && Math.abs(each - ratio) <= NEAR * ratio)
    })
  }
}
