import { AsyncLocalStorage } from 'node:async_hooks'
import { activeCostContext, type CostContext } from '@costspan/cost'
import type { CacheQuestion } from '../cache/answer-cache.ts'
import { askCaches, type WaitingCaches } from '../cache/ask-caches.ts'
import { cacheControlOf } from '../cache/cache-control.ts'
import { noteMovedHit } from '../choice/choice-scope.ts'
import { chosenCall } from '../choice/chosen-call.ts'
import type { Guard } from '../guard.ts'
import { activeGuard } from './active-guard.ts'
import { asCallGuard, type CallGuard } from './call-guard.ts'
import { admitCall } from './admit-call.ts'
import { inBackground } from './in-background.ts'
import { isPerhapsPaid, recogniseCall } from './recognise-call.ts'
import { refusalError, refusalResponse } from './refusal-response.ts'
import { readRequest } from './request-text.ts'
import { sendCall } from './send-call.ts'
import type { Route } from '../routing/router.ts'
import type { WireCall } from './wire-call.ts'

/** What a client sends its requests by. */
export type Fetch = typeof globalThis.fetch

/** Set while a guarded request is sent, so that a fetch which is guarded twice, in code and by `register()`, counts once. */
const beingSent = new AsyncLocalStorage<true>()

/**
 * A `fetch` that asks the guard before each paid call, and tells it afterwards what the call has cost.
 *
 * A call that is refused is not sent: it is answered with the provider's own 429, which the SDK turns into its own error;
 * `BudgetExceededError.from` reads it. All other requests, and all that concerns the answer (its bytes, back-pressure,
 * abort), stay as they are. Each attempt of an SDK that retries is asked for anew.
 *
 * @param fetch what sends; the global `fetch` at the time of each call if left out
 * @param guard a guard, or what `createCallGuard` makes of one; that of `register()` if left out
 *
 * @example
 * ```ts
 * import OpenAI from 'openai'
 * import { guardedFetch } from '@costspan/guard'
 *
 * const client = new OpenAI({ apiKey: 'key', fetch: guardedFetch() })
 * ```
 */
export function guardedFetch(fetch?: Fetch, guard?: Guard | CallGuard): Fetch {
  const own = guard === undefined ? undefined : asCallGuard(guard)
  return async (input, init) => {
    const send = fetch ?? globalThis.fetch
    if (beingSent.getStore() === true) return send(input, init)
    const method = (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase()
    const url = input instanceof Request ? input.url : String(input)
    if (!isPerhapsPaid(url, method)) return send(input, init)
    const callGuard = own ?? activeGuard()
    const request = callGuard && (await readRequest(input, init))
    const headers = headersOf(input, init)
    const call = callGuard && recogniseCall(url, method, request, headers.get('user-agent') ?? '')
    if (callGuard === undefined || call === undefined || isAborted(input, init)) return send(input, init)

    const context = activeCostContext() ?? {}
    const atMillis = Date.now()
    const chosen =
      callGuard.choices.length === 0 ? { call, route: undefined } : await chosenCall(callGuard, call, context, atMillis)
    const guarded: GuardedRequest = {
      callGuard,
      asked: call,
      call: chosen.call,
      choice: chosen.route,
      context,
      atMillis,
      url,
      headers,
      input,
      init,
      send,
    }
    if (callGuard.caches.length === 0) return admitAndSend(guarded)
    const { hit, waiting } = await askCaches(callGuard, questionOf(guarded))
    if (hit === undefined) return admitAndSend(guarded, waiting)
    if (chosen.route !== undefined) noteMovedHit()
    return isAborted(input, init) ? send(input, init) : hit
  }
}

/** Runs what sends requests that were held against budgets already, or that are no calls. */
export function unguarded<T>(fn: () => T): T {
  return beingSent.run(true, fn)
}

/** A paid call on its way. */
interface GuardedRequest {
  readonly callGuard: CallGuard
  /** As the application makes it. */
  readonly asked: WireCall
  /** The same, for the model that was chosen. */
  readonly call: WireCall
  readonly choice: Route | undefined
  readonly context: CostContext
  readonly atMillis: number
  readonly url: string
  readonly headers: Headers
  readonly input: string | URL | Request
  readonly init: RequestInit | undefined
  readonly send: Fetch
}

/** @param waiting caches that missed the answer, and are to hear what comes of the call */
async function admitAndSend(
  { callGuard, asked, call, choice, context, atMillis, url, headers, input, init, send }: GuardedRequest,
  waiting?: WaitingCaches,
): Promise<Response> {
  const decision = await admitCall(callGuard, call, context, atMillis).catch((problem: unknown) => {
    // Others may wait for the answer.
    waiting?.drop('failed')
    throw problem
  })
  if (decision.decision === 'deny') {
    waiting?.drop('failed')
    const error = refusalError(headers, url, call.format, decision.refusal)
    if (error !== undefined) throw error
    return refusalResponse(call.format, decision.refusal)
  }
  if (isAborted(input, init)) {
    waiting?.drop('failed')
    inBackground(() => callGuard.guard.release(decision.reservation))
    return send(input, init)
  }
  const isAsChosen = decision.call === call
  // The answer to another call than the cache was asked about is not kept in its place.
  if (!isAsChosen) waiting?.drop('unfit')
  const [sentInput, sentInit] = decision.call === asked ? [input, init] : rewritten(input, init, decision.call.body)
  const route = decision.route === undefined ? choice : { ...decision.route, from: asked.model }
  const sendIt = (): Promise<Response> => beingSent.run(true, () => send(sentInput, sentInit))
  return sendCall(callGuard, { ...decision, route }, context, atMillis, sendIt, isAsChosen ? waiting : undefined)
}

function questionOf({ call, url, headers, context, input, init, atMillis }: GuardedRequest): CacheQuestion {
  const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
  return { call, url: new URL(url), headers, context, control: cacheControlOf(headers), signal, atMillis }
}

/** A request that is given up before it is sent costs nothing, and fails in the way that it always does. */
function isAborted(input: unknown, init: RequestInit | undefined): boolean {
  return init?.signal?.aborted === true || (input instanceof Request && input.signal.aborted)
}

/** The headers of a request, to be read; most clients give them as such already. */
function headersOf(input: unknown, init: RequestInit | undefined): Headers {
  const headers = init?.headers ?? (input instanceof Request ? input.headers : undefined)
  return headers instanceof Headers ? headers : new Headers(headers)
}

/** The same request with another body. */
function rewritten(
  input: string | URL | Request,
  init: RequestInit | undefined,
  body: object,
): [string | URL | Request, RequestInit] {
  const headers = new Headers(headersOf(input, init))
  // It told the length of the body before.
  headers.delete('content-length')
  return [input, { ...init, headers, body: JSON.stringify(body) }]
}
