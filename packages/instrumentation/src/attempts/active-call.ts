import { context } from '@opentelemetry/api'
import { LLM_CALL } from '../call/llm-call-context.ts'
import type { LlmCall } from './call-attempts.ts'

/** The call that is being made in this async context, if any. */
export function activeCall(): LlmCall | undefined {
  const call = context.active().getValue(LLM_CALL)
  return isOurs(call) ? call : undefined
}

/** Others may set the key too, to any value, and whatever throws on a diagnostics channel ends the process. */
function isOurs(call: unknown): call is LlmCall {
  return typeof call === 'object' && call !== null && 'attempts' in call && Array.isArray(call.attempts)
}
