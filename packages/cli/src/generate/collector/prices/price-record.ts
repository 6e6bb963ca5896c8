import type { PriceBook, Rates, TokenRateName } from '@costspan/cost/prices'

/**
 * A price row: all that one model costs in one tier, region and time of day.
 *
 * Rates are whole pico-USD per token, so that the collector multiplies and adds integers and comes to the very nano-USD that
 * `calculateCost` comes to. A row has one part for each length of context, each with the input tokens above which it holds:
 * `[0, 2500000, 10000000, ...], [200000, 5000000, ...]`.
 */
export type PriceParts = readonly (readonly bigint[])[]

/** What a row is for. */
export interface PriceKey {
  readonly provider: string | undefined
  /** A name by which the book finds the model. */
  readonly model: string
  readonly serviceTier?: string | undefined
  readonly region?: string | undefined
}

/** The fields of a part after its threshold, in order. */
const RATE_FIELDS = ['input', 'output', 'cacheRead', 'cacheWrite', 'cacheWrite1h', 'reasoning'] as const
/** Further fields, which a part has where they differ from those of text or where each call costs something. */
const MODAL_FIELDS = [
  'inputAudio',
  'outputAudio',
  'cacheReadAudio',
  'inputImage',
  'outputImage',
  'cacheReadImage',
] as const

/** What holds where a kind of tokens has no rate, as in the price book. */
const FALLBACK: Readonly<Partial<Record<TokenRateName, TokenRateName>>> = {
  cacheRead: 'input',
  cacheWrite: 'input',
  cacheWrite1h: 'cacheWrite',
  inputAudio: 'input',
  inputImage: 'input',
  cacheReadAudio: 'cacheRead',
  cacheReadImage: 'cacheRead',
  reasoning: 'output',
  outputAudio: 'output',
  outputImage: 'output',
}

/** How a row says that a rate is not known: not zero, and times nothing it is nothing. */
export const UNKNOWN_RATE = -1n

/** Fields of a part with rates for text alone; one with more has those of audio and images, too, and the price of the request. */
export const TEXT_FIELDS: number = 1 + RATE_FIELDS.length
/** Where the price of the request stands. */
export const REQUEST_FIELD: number = TEXT_FIELDS + MODAL_FIELDS.length

/** Tokens of one kind in one call, beyond which a count is taken for garbage: sums of products must fit 64 bits. */
export const MOST_TOKENS = 1_000_000_000
/** Input and output each have at most so many tokens; half of the 64 bits stays free. */
const MOST_PICO_USD = 2n ** 63n / (4n * BigInt(MOST_TOKENS))

/** The row, or undefined where the book has no price. `thresholds` are the context lengths at which it may change. */
export function priceParts(
  book: PriceBook,
  key: PriceKey,
  atMillis: number,
  thresholds: readonly number[],
): PriceParts | undefined {
  const { provider, model, serviceTier, region } = key
  const parts: bigint[][] = []
  let last = ''
  for (const threshold of [0, ...thresholds]) {
    const inputTokens = threshold === 0 ? 0 : threshold + 1
    const found = book.find({ provider, model, serviceTier, region, atMillis, inputTokens })
    if (!found.priced) return undefined
    const fields = rateFields(found.rates)
    if (String(fields) !== last) parts.push([BigInt(threshold), ...fields])
    last = String(fields)
  }
  return parts
}

function rateFields({ tokens, units }: Rates): bigint[] {
  const rate = (name: TokenRateName): bigint | undefined => {
    const fallback = FALLBACK[name]
    return tokens[name] ?? (fallback === undefined ? undefined : rate(fallback))
  }
  const own = RATE_FIELDS.map(rate)
  const modal = MODAL_FIELDS.map(rate)
  const asText = MODAL_FIELDS.map((name) => rate(FALLBACK[name] ?? name))
  const request = units['request']
  const isPlain = request === undefined && modal.every((value, index) => value === asText[index])
  const fields = (isPlain ? own : [...own, ...modal]).map(checked)
  return isPlain ? fields : [...fields, request ?? 0n]
}

function checked(rate: bigint | undefined): bigint {
  if (rate === undefined) return UNKNOWN_RATE
  if (rate > MOST_PICO_USD) {
    throw new TypeError(`a rate must be at most ${MOST_PICO_USD} pico-USD for the collector to add it up, got ${rate}`)
  }
  return rate
}
