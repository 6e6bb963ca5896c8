import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { activeCall } from './active-call.ts'
import type { Attempt } from './call-attempts.ts'
import { servedRegion } from './served-region.ts'

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
  const call = activeCall()
  if (call === undefined) return
  const { request } = message as { request: { origin?: unknown } }
  if (call.origin !== undefined && String(request.origin) !== call.origin) return
  const attempt: Attempt = { isSent: false, status: undefined }
  call.attempts.push(attempt)
  attemptOfRequest.set(request, attempt)
}

function onSend(message: unknown): void {
  const attempt = attemptOfRequest.get((message as { request: object }).request)
  if (attempt !== undefined) attempt.isSent = true
}

function onHeaders(message: unknown): void {
  const { request, response } = message as { request: object; response: ResponseHead }
  const attempt = attemptOfRequest.get(request)
  if (attempt === undefined) return
  attempt.status = response.statusCode
  attempt.region = servedRegion(response.headers)
}

interface ResponseHead {
  readonly statusCode: number
  readonly headers: readonly Uint8Array[]
}
