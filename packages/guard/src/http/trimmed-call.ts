import type { Refusal } from '../admission/refusal.ts'
import { estimateCall } from '../estimate/estimate-call.ts'
import { limitedBody } from '../estimate/limited-body.ts'
import { answersOf } from '../estimate/output-bound.ts'
import type { Estimate } from '../guard.ts'
import type { CallGuard } from './call-guard.ts'
import type { WireCall } from './wire-call.ts'

/** An answer shorter than this is of no use, and the call is better refused. */
const FEWEST_OUTPUT_TOKENS = 64

/** The call with its output limited to what is left of the budget; undefined where that is too little, or not in dollars. */
export function trimmedCall(
  { prices }: CallGuard,
  call: WireCall,
  { inputTokens, outputTokens }: Estimate,
  { reason, unit, limit, spent, held, left: leftForAll, atMillis }: Refusal,
): WireCall | undefined {
  const isShort = reason === 'limit' || reason === 'final_reserve'
  if (!isShort || unit !== 'usd' || limit === undefined) return undefined
  const costOf = (output: number): bigint =>
    estimateCall(call, prices, atMillis, { input: inputTokens, output }).nanoUsd ?? limit
  const inputNano = costOf(0)
  const outputNano = costOf(outputTokens) - inputNano
  const left = (leftForAll ?? limit - spent - held) - inputNano
  if (left <= 0n || outputNano <= 0n) return undefined
  const affordable = Number((left * BigInt(outputTokens)) / outputNano)
  const perAnswer = Math.floor(affordable / answersOf(call.body))
  if (perAnswer < FEWEST_OUTPUT_TOKENS || affordable >= outputTokens) return undefined
  const body = limitedBody(call, perAnswer)
  return body && { ...call, body }
}
