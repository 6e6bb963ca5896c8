import type { UsageLeaves } from '../usage/usage-leaves.ts'
import type { TokenRateName, TokenRates } from './price-row.ts'

/** Which rate holds for a kind of tokens that has none of its own. Providers that list no such rate bill it this way. */
const FALLBACK: Readonly<Record<TokenRateName, TokenRateName | undefined>> = {
  input: undefined,
  cacheRead: 'input',
  cacheWrite: 'input',
  cacheWrite1h: 'cacheWrite',
  inputAudio: 'input',
  inputImage: 'input',
  cacheReadAudio: 'cacheRead',
  cacheReadImage: 'cacheRead',
  output: undefined,
  reasoning: 'output',
  outputAudio: 'output',
  outputImage: 'output',
}

/** Whether a name is that of a kind of tokens, which units are not. */
export function isTokenRate(name: string): name is TokenRateName {
  return Object.hasOwn(FALLBACK, name)
}

/**
 * The rate of a kind of tokens: its own, or else that of the kind it falls back to (cached input to input, reasoning to
 * output). It is undefined when none of them has a rate, which is different from a rate of zero.
 */
export function rateOf(rates: TokenRates, kind: keyof UsageLeaves): bigint | undefined {
  let name: TokenRateName | undefined = kind
  while (name !== undefined) {
    const rate: bigint | undefined = rates[name]
    if (rate !== undefined) return rate
    name = FALLBACK[name]
  }
  return undefined
}
