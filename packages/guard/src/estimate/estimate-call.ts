import { type PriceBook, roundToNanoUsd, worstCaseNanoUsd } from '@costspan/cost/prices'
import type { Estimate } from '../guard.ts'
import type { WireCall } from '../http/wire-call.ts'
import { inputBound } from './input-bound.ts'
import { limitsOf } from './model-limits.ts'
import { outputBound } from './output-bound.ts'
import { unitBound } from './unit-bound.ts'

/** What is known better than the worst case. */
export interface KnownTokens {
  /** Input tokens, counted. */
  readonly input?: number | undefined
  /** The most output tokens to expect, such as the 95th percentile of what a feature was given before. */
  readonly output?: number | undefined
}

/**
 * The worst case of a call: the most that it can be billed for, before it is sent. Every input token counts at the dearest
 * rate that the model has for input, every token of output that it may give at the dearest for output, at the price of a
 * context that long, and the tools of the provider with as many calls as the request allows.
 *
 * Pure, and quick enough for the request path. An amount of undefined is an unknown price, which is not zero.
 */
export function estimateCall(call: WireCall, book: PriceBook, atMillis: number, known: KnownTokens = {}): Estimate {
  const limits = limitsOf(call.model)
  const inputTokens = known.input ?? inputBound(call.body, call.bodyBytes, call.model, limits)
  const outputTokens = Math.min(outputBound(call, limits), known.output ?? Infinity)
  return { nanoUsd: boundOf(call, book, atMillis, inputTokens, outputTokens), inputTokens, outputTokens }
}

/** The most that a call costs more when its output is longer; undefined where the price is unknown. */
export function outputCost(
  call: WireCall,
  book: PriceBook,
  atMillis: number,
  { inputTokens, outputTokens }: Pick<Estimate, 'inputTokens' | 'outputTokens'>,
  longerTokens: number,
): bigint | undefined {
  const [shorter, longer] = [outputTokens, longerTokens].map((tokens) =>
    boundOf(call, book, atMillis, inputTokens, tokens),
  )
  return shorter === undefined || longer === undefined ? undefined : longer - shorter
}

function boundOf(
  call: WireCall,
  book: PriceBook,
  atMillis: number,
  inputTokens: number,
  outputTokens: number,
): bigint | undefined {
  const { operation, provider, model, body } = call
  if (operation?.name === 'moderation') return 0n
  if (operation === undefined || model === '') return undefined
  const asked = body['service_tier']
  const query = { provider, model, atMillis, inputTokens }
  const standard = book.find(query)
  const tiered = typeof asked === 'string' ? book.find({ ...query, serviceTier: asked }) : standard
  // A tier that is asked for is not always served: the dearer of the two bounds both.
  const bounds = [standard, tiered].flatMap((price) => {
    if (!price.priced) return []
    return [worstCaseNanoUsd(price.rates, inputTokens, outputTokens) + roundToNanoUsd(unitBound(call, price.rates))]
  })
  return bounds.length === 0 ? undefined : bounds.reduce((most, bound) => (bound > most ? bound : most))
}
