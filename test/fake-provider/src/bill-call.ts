import type { Served } from './answer.ts'
import { type ModelPrice, PRICES, type Rates, USD_PER_MILLION_SEARCHES } from './bill-prices.ts'
import { aliasOf } from './served-model.ts'
import { plainInput, type ServedUsage } from './served-usage.ts'

/** What one call costs, in nano-USD, or why that is not known. */
export type CallPrice = { readonly nanoUsd: bigint } | { readonly unpriced: 'unknown_model' | 'unknown_service_tier' }

/** Prices one call: every part exactly in pico-USD, the sum rounded once, half up, to nano-USD. */
export function priceCall(served: Served): CallPrice {
  const price = PRICES[aliasOf(served.model)]
  if (price === undefined) return { unpriced: 'unknown_model' }
  const tier = tierOf(price, served)
  if (tier === undefined) return { unpriced: 'unknown_service_tier' }
  // Searches are not part of any discount.
  const doubled = (tier.half ? 1n : 2n) * tokenPicoUsd(tier.rates, served.usage)
  const pico2 =
    doubled + 2n * BigInt(served.usage.webSearches) * picoPerUnit(price.webSearches ?? USD_PER_MILLION_SEARCHES)
  return { nanoUsd: (pico2 + 1000n) / 2000n }
}

/** The standard tier, in the words of OpenAI, Anthropic and Groq. */
const STANDARD_TIERS: ReadonlySet<string> = new Set(['default', 'standard', 'on_demand'])

function tierOf(price: ModelPrice, served: Served): { rates: Rates; half: boolean } | undefined {
  const long = price.longContext !== undefined && served.usage.input >= price.longContext.fromInputTokens
  const rates = long && price.longContext !== undefined ? price.longContext.rates : price.standard
  if (STANDARD_TIERS.has(served.serviceTier)) return { rates, half: false }
  if (price.half.includes(served.serviceTier)) return { rates, half: true }
  if (served.serviceTier !== 'priority' || price.priority === undefined || long) return undefined
  return { rates: price.priority, half: false }
}

function tokenPicoUsd(rates: Rates, usage: ServedUsage): bigint {
  const parts: readonly (readonly [number, string])[] = [
    [plainInput(usage), rates.input],
    [usage.cacheRead, rates.cacheRead ?? rates.input],
    [usage.cacheWrite, rates.cacheWrite ?? rates.input],
    [usage.cacheWrite1h, rates.cacheWrite1h ?? rates.input],
    [usage.inputAudio, rates.inputAudio ?? rates.input],
    [usage.inputImage, rates.inputImage ?? rates.input],
    [usage.output - usage.outputAudio - usage.outputImage, rates.output],
    [usage.outputImage, rates.outputImage ?? rates.output],
    [usage.images, rates.images ?? '0'],
    [usage.outputAudio, rates.outputAudio ?? rates.output],
    [usage.audioSeconds, rates.audioSeconds ?? '0'],
    [usage.characters, rates.characters ?? '0'],
    [usage.searchUnits, rates.searchUnits ?? '0'],
  ]
  return parts.reduce((sum, [units, rate]) => sum + BigInt(units) * picoPerUnit(rate), 0n)
}

const parsed = new Map<string, bigint>()

/** USD per million units is micro-USD a unit, which has six more decimals down to the pico-USD. */
function picoPerUnit(usdPerMillion: string): bigint {
  const known = parsed.get(usdPerMillion)
  if (known !== undefined) return known
  const [whole = '0', decimals = ''] = usdPerMillion.split('.')
  const pico = BigInt(whole + decimals.padEnd(6, '0'))
  parsed.set(usdPerMillion, pico)
  return pico
}
