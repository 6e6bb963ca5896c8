import type { Attributes } from '@opentelemetry/api'
import * as semconv from '../semconv.ts'
import type { PricedCall } from '../span/priced-call.ts'
import type { Instruments, TokenCounterName } from './instruments.ts'

type Modality = 'text' | 'image' | 'audio' | 'unknown'

/**
 * Tokens since the last collection, by counter and modality: one list of numbers, a row for each counter, because there is one
 * for each series and a call touches several of its places.
 */
export type TokenSums = number[]

const ROWS: Readonly<Record<TokenCounterName, number>> = {
  input_tokens: 0,
  output_tokens: 1,
  'cache_read.input_tokens': 2,
  'cache_write.input_tokens': 3,
  'reasoning.output_tokens': 4,
}
const COLUMNS: Readonly<Record<Modality, number>> = { unknown: 0, text: 1, image: 2, audio: 3 }

const COUNTERS = Object.keys(ROWS) as TokenCounterName[]
const MODALITIES = Object.keys(COLUMNS) as Modality[]

export function tokenSums(): TokenSums {
  return Array.from({ length: COUNTERS.length * MODALITIES.length }, () => 0)
}

/** Adds the tokens of one call, by modality where the provider told the parts, else as `unknown`. */
export function addTokens(sums: TokenSums, { usage }: PricedCall): void {
  if (usage === undefined) return
  addByModality(sums, 'input_tokens', usage.input, usage.inputAudio, usage.inputImage)
  addByModality(sums, 'output_tokens', usage.output, usage.outputAudio, usage.outputImage)
  add(sums, 'cache_read.input_tokens', 'unknown', usage.cacheRead)
  add(sums, 'cache_write.input_tokens', 'unknown', usage.cacheWrite)
  add(sums, 'reasoning.output_tokens', 'text', usage.reasoning)
}

function addByModality(
  sums: TokenSums,
  counter: TokenCounterName,
  total: number,
  audio: number | undefined,
  image: number | undefined,
): void {
  if (audio === undefined && image === undefined) return add(sums, counter, 'unknown', total)
  add(sums, counter, 'audio', audio)
  add(sums, counter, 'image', image)
  add(sums, counter, 'text', total - (audio ?? 0) - (image ?? 0))
}

function add(sums: TokenSums, counter: TokenCounterName, modality: Modality, tokens: number | undefined): void {
  // Counters only rise: a negative or broken count is reported as an invalid call, not subtracted here.
  if (tokens === undefined || !(tokens > 0)) return
  const place = placeOf(counter, modality)
  sums[place] = (sums[place] ?? 0) + tokens
}

function placeOf(counter: TokenCounterName, modality: Modality): number {
  return ROWS[counter] * MODALITIES.length + COLUMNS[modality]
}

/** Hands the sums to the counters and begins again at zero. */
export function flushTokens(sums: TokenSums, instruments: Instruments, attributes: Attributes): void {
  for (const counter of COUNTERS) {
    for (const modality of MODALITIES) {
      const tokens = sums[placeOf(counter, modality)] ?? 0
      if (tokens === 0) continue
      instruments.tokens[counter].add(tokens, { ...attributes, [semconv.GEN_AI_TOKEN_MODALITY]: modality })
    }
  }
  sums.fill(0)
}
