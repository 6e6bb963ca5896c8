import type { PriceBook } from '@costspan/cost/prices'
import type { TokenUsage } from '@costspan/instrumentation/providers'
import type { Settlement } from '../guard.ts'
import type { Answer } from './answer-reader.ts'
import type { BodyEnd } from './observe-body.ts'
import { priceAnswer } from './price-answer.ts'
import type { TokenEstimator } from './token-estimator.ts'
import type { WireCall } from './wire-call.ts'

/** What is needed to say what an answer cost. */
export interface AnswerPricing {
  readonly prices: PriceBook
  readonly estimator: TokenEstimator
  readonly atMillis: number
}

/**
 * What a call turned out to be, from what came of its answer. Usage that the provider told holds. Where a stream ended without
 * it, because it was cut or because nobody asked, what came is counted. Where nothing is known, the amount is undefined, and
 * the guard books what it held.
 *
 * @param done called once: at once where the usage was told, so that the next call finds it booked
 */
export function settlementOf(
  call: WireCall,
  { response, hasFinalUsage, generatedText }: Answer,
  end: BodyEnd,
  { prices, estimator, atMillis }: AnswerPricing,
  done: (settlement: Settlement) => void,
): void {
  const { model } = response
  const settle = (usage: TokenUsage | undefined, outcome: Settlement['outcome']): void =>
    done({
      nanoUsd: priceAnswer(call, response, usage, outcome === 'estimated', prices, atMillis),
      inputTokens: usage?.input ?? 0,
      outputTokens: usage?.output ?? 0,
      model,
      outcome,
    })
  if (hasFinalUsage || (end === 'complete' && (response.usage ?? response.units) !== undefined)) {
    return settle(response.usage, 'reported')
  }
  if (!call.streams) return done({ nanoUsd: undefined, inputTokens: 0, outputTokens: 0, model, outcome: 'unobserved' })

  const prompt = response.usage === undefined ? promptOf(call) : undefined
  estimator.estimate({ model: model ?? call.model, prompt, generated: generatedText }, (counted) => {
    // Parts of the output that were told before its end are parts of a count that no longer holds.
    const { input = counted.input, ...parts } = response.usage ?? {}
    settle({ ...parts, input, output: counted.output, reasoning: undefined, outputAudio: undefined }, 'estimated')
  })
}

/** The text of the request as its provider counts it, or else all of it. */
function promptOf({ operation, body }: WireCall): { texts: readonly unknown[]; overheadTokens: number } {
  return operation?.prompt?.(body) ?? { texts: [body], overheadTokens: 0 }
}
