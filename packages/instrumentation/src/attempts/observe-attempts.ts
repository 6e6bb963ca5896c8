import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { context } from '@opentelemetry/api'
import { LLM_CALL } from '../call/llm-call-context.ts'
import type { Attempt, LlmCall } from './call-attempts.ts'

/**
 * Notes the HTTP requests that a call makes, from the diagnostics channels of undici, which is Node's `fetch`.
 *
 * Nothing is patched: the channels run in the async context of the request, and that context holds the call.
 * Several instrumentations share one subscription, or each attempt would be noted by each. Gives the way back.
 */
export function observeAttempts(): () => void {
  if (observers++ === 0) {
    subscribe('undici:request:create', onCreate)
    subscribe('undici:client:sendHeaders', onSend)
    subscribe('undici:request:headers', onHeaders)
  }
  return () => {
    if (--observers > 0) return
    unsubscribe('undici:request:create', onCreate)
    unsubscribe('undici:client:sendHeaders', onSend)
    unsubscribe('undici:request:headers', onHeaders)
  }
}

let observers = 0

// The handlers stand in the order in which undici calls them.

const attemptOfRequest = new WeakMap<object, Attempt>()

function onCreate(message: unknown): void {
  const call = context.active().getValue(LLM_CALL)
  if (!isOurs(call)) return
  const { request } = message as { request: { origin?: unknown } }
  if (call.origin !== undefined && String(request.origin) !== call.origin) return
  const attempt: Attempt = { isSent: false, status: undefined }
  call.attempts.push(attempt)
  attemptOfRequest.set(request, attempt)
}

/** Others may set the key too, to any value, and whatever throws on a diagnostics channel ends the process. */
function isOurs(call: unknown): call is LlmCall {
  return typeof call === 'object' && call !== null && 'attempts' in call && Array.isArray(call.attempts)
}

function onSend(message: unknown): void {
  const attempt = attemptOfRequest.get((message as { request: object }).request)
  if (attempt !== undefined) attempt.isSent = true
}

function onHeaders(message: unknown): void {
  const { request, response } = message as { request: object; response: { statusCode: number } }
  const attempt = attemptOfRequest.get(request)
  if (attempt !== undefined) attempt.status = response.statusCode
}
