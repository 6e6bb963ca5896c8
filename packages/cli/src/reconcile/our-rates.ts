import { catalogueProvider, type PriceBook, type TokenRateName } from '@costspan/cost/prices'
import { portion } from './amounts.ts'
import type { MeteredTier } from './daily-usage.ts'
import type { MeteredHour } from './metered-usage.ts'
import type { TokenClass } from './statements/statement.ts'
import { dayStart } from './statements/utc-day.ts'

/** What tokens cost at our rate; undefined where we have none. */
export type OurRates = (of: RateQuestion, tokens: number) => bigint | undefined

interface RateQuestion {
  readonly day: string
  readonly model: string
  /** '' is the standard tier. */
  readonly tier: string
  readonly tokenClass: TokenClass
  /** What we have of the tier on that day. */
  readonly metered: MeteredTier | undefined
}

/** In catalogues, rates are written per token in pico-USD. */
const RATE_NAMES: Readonly<Record<TokenClass, TokenRateName>> = {
  input: 'input',
  cache_read: 'cacheRead',
  cache_write: 'cacheWrite',
  output: 'output',
}

/**
 * Our rate of a class of tokens is what we said they cost: on that day, else in the whole window, which both follow the prices
 * and discounts of the settings; else what the price book says. So a wrong price of ours shows as a residual of price.
 */
export function ourRates(hours: readonly MeteredHour[], provider: string, book: PriceBook): OurRates {
  const window = windowRates(hours)
  return ({ day, model, tier, tokenClass, metered }, tokens) => {
    const seen = rateIn(metered, tokenClass) ?? window.get(JSON.stringify([model, tier, tokenClass]))
    if (seen !== undefined) return portion(seen.nanoUsd, tokens, seen.tokens)
    const price = book.find({
      provider: catalogueProvider(provider),
      model,
      atMillis: dayStart(day),
      inputTokens: 0,
      serviceTier: tier,
    })
    const rate = price.priced ? (price.rates.tokens[RATE_NAMES[tokenClass]] ?? price.rates.tokens.input) : undefined
    return rate === undefined ? undefined : portion(rate, tokens, 1_000)
  }
}

interface SeenRate {
  readonly nanoUsd: bigint
  readonly tokens: number
}

/** Tokens of calls without a price would make the rate too low. */
function rateIn(tier: MeteredTier | undefined, tokenClass: TokenClass): SeenRate | undefined {
  const tokens = tier?.tokens[tokenClass] ?? 0
  const nanoUsd = tier?.nanoUsd[tokenClass] ?? 0n
  return tier === undefined || tier.unpricedCalls > 0 || tokens === 0 || nanoUsd === 0n
    ? undefined
    : { nanoUsd, tokens }
}

function windowRates(hours: readonly MeteredHour[]): ReadonlyMap<string, SeenRate> {
  const rates = new Map<string, SeenRate>()
  for (const { model, serviceTier = '', tokens, nanoUsd, unpricedCalls } of hours) {
    if (unpricedCalls > 0) continue
    for (const [tokenClass, count] of Object.entries(tokens)) {
      const amount = nanoUsd[tokenClass as TokenClass] ?? 0n
      if (count === 0 || amount === 0n) continue
      const key = JSON.stringify([model, serviceTier, tokenClass])
      const before = rates.get(key)
      rates.set(key, { nanoUsd: (before?.nanoUsd ?? 0n) + amount, tokens: (before?.tokens ?? 0) + count })
    }
  }
  return rates
}
