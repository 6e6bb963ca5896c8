import type { CallRecord } from './call-record.ts'
import type { Measure } from './ledger.ts'

/**
 * A measure of one call; `undefined` where it is not known or has no meaning: a speed in no time, the size of a row that
 * stands for many calls.
 */
export function measureOf(call: CallRecord, measure: Measure): number | undefined {
  const { input, output } = call.tokens
  if (call.calls !== 1) return undefined
  switch (measure) {
    case 'nanoUsd':
      return call.nanoUsd === undefined ? undefined : Number(call.nanoUsd)
    case 'inputTokens':
      return input
    case 'outputTokens':
      return output
    case 'outputPerInput':
      return input === 0 ? undefined : output / input
    case 'tokensPerSecond':
      return tokensPerSecond(call)
    default:
      return call[measure]
  }
}

/** Output tokens for each second of a call, the wait for the first included; `undefined` without output or time. */
function tokensPerSecond({ durationMillis, tokens }: CallRecord): number | undefined {
  return durationMillis > 0 && tokens.output > 0 ? tokens.output / (durationMillis / 1000) : undefined
}
