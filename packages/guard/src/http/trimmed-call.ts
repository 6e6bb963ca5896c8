import type { Refusal } from '../admission/refusal.ts'
import { estimateCall } from '../estimate/estimate-call.ts'
import type { Estimate } from '../guard.ts'
import type { CallGuard } from './call-guard.ts'
import type { WireCall } from './wire-call.ts'

/** An answer shorter than this is of no use, and the call is better refused. */
const FEWEST_OUTPUT_TOKENS = 64

/** Where each format limits the output, the newest name first. */
const LIMIT_KEYS = ['max_completion_tokens', 'max_output_tokens', 'max_tokens'] as const

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
  const answers = typeof call.body['n'] === 'number' ? call.body['n'] : 1
  const perAnswer = Math.floor(affordable / answers)
  if (perAnswer < FEWEST_OUTPUT_TOKENS || affordable >= outputTokens) return undefined
  return { ...call, body: { ...call.body, [limitKey(call)]: perAnswer } }
}

function limitKey({ body, operation, format }: WireCall): string {
  const own = LIMIT_KEYS.find((key) => body[key] !== undefined)
  if (own !== undefined) return own
  if (format === 'anthropic') return 'max_tokens'
  return operation?.paths?.includes('/responses') === true ? 'max_output_tokens' : 'max_completion_tokens'
}
