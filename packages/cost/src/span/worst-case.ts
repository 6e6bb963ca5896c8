import { roundToNanoUsd } from '../money/nano-usd.ts'
import type { Rates, TokenRateName } from '../prices/price-row.ts'

const INPUT_RATES: readonly TokenRateName[] = ['input', 'cacheWrite', 'cacheWrite1h', 'inputAudio', 'inputImage']
const OUTPUT_RATES: readonly TokenRateName[] = ['output', 'reasoning', 'outputAudio', 'outputImage']

/** The most that so many tokens can have cost: all of them of the dearest kind that the model has a rate for. */
export function worstCaseNanoUsd({ tokens }: Rates, maxInputTokens: number, maxOutputTokens: number): bigint {
  const dearest = (names: readonly TokenRateName[]): bigint =>
    names.reduce((most, name) => {
      const rate = tokens[name] ?? 0n
      return rate > most ? rate : most
    }, 0n)
  const pico = wholeTokens(maxInputTokens) * dearest(INPUT_RATES) + wholeTokens(maxOutputTokens) * dearest(OUTPUT_RATES)
  return roundToNanoUsd(pico)
}

/** A bound comes from a span that anybody may have made. */
function wholeTokens(bound: number): bigint {
  return Number.isFinite(bound) && bound > 0 ? BigInt(Math.ceil(bound)) : 0n
}
