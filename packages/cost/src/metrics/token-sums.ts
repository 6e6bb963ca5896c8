import type { Attributes } from '@opentelemetry/api'
import * as semconv from '../semconv.ts'
import type { PricedCall } from '../span/priced-call.ts'
import type { Instruments, TokenCounterName } from './instruments.ts'

type Modality = 'text' | 'image' | 'audio' | 'unknown'

/** Tokens since the last collection, by counter and modality. */
export type TokenSums = Map<TokenCounterName, Map<Modality, number>>

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
  let byModality = sums.get(counter)
  if (byModality === undefined) sums.set(counter, (byModality = new Map()))
  byModality.set(modality, (byModality.get(modality) ?? 0) + tokens)
}

/** Hands the sums to the counters and begins again at zero. */
export function flushTokens(sums: TokenSums, instruments: Instruments, attributes: Attributes): void {
  for (const [counter, byModality] of sums) {
    for (const [modality, tokens] of byModality) {
      instruments.tokens[counter].add(tokens, { ...attributes, [semconv.GEN_AI_TOKEN_MODALITY]: modality })
    }
  }
  sums.clear()
}
