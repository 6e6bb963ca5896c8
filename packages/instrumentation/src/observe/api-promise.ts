import { abandonedWhenCollected, notAbandoned, type Watch } from './abandoned.ts'
import type { CallObserver } from './call-observer.ts'
import { observeResponse } from './observe-response.ts'
import { replaceMethod } from './replace-method.ts'
import { settle } from './settle.ts'

/**
 * The lazy promise that all Stainless SDKs (OpenAI, Anthropic, Groq, ...) return: the request is on its way, but the body
 * is parsed only when somebody asks for it.
 */
export interface ApiPromise extends Promise<unknown> {
  parse(): Promise<unknown>
  asResponse(): Promise<Response>
  _thenUnwrap(transform: Transform): ApiPromise
  /** The HTTP exchange behind the promise, which the message threads of the Anthropic SDK take without the parsed answer. */
  _responseProps?(): Promise<unknown>
  /** Makes the answer of an exchange. Private, but taken by wrappers of others, with the exchange. */
  parseResponse?: (client: unknown, props: unknown) => Promise<unknown>
}

type Transform = (data: unknown, props: unknown) => unknown

export function isApiPromise(value: unknown): value is ApiPromise {
  return value instanceof Promise && 'parse' in value && 'asResponse' in value && '_thenUnwrap' in value
}

/**
 * Watches the ways to consume an `ApiPromise`: `parse` (behind `await`, `then`, `catch`, `finally`, `withResponse`),
 * `asResponse`, `_thenUnwrap`, by which SDK helpers such as `parse()` derive another promise, and `_responseProps`.
 *
 * They are replaced on the instance. openai 7 puts its own `_thenUnwrap` and `withResponse` on each instance, so a patch of
 * the prototype, or of the private `parseResponse`, would be passed by.
 */
export function attachToApiPromise(promise: ApiPromise, observer: CallObserver): void {
  const watch = abandonedWhenCollected(promise, observer, 'raw-response')
  const isConsumed = replaceConsumers(promise, observer, watch)
  watchParser(promise, observer, watch, isConsumed)
}

/**
 * OpenLLMetry makes a promise of its own from the exchange and the parser of ours, which passes all consumers by. The SDK's own
 * consumers run the parser too; then the answer has been seen.
 */
function watchParser(promise: ApiPromise, observer: CallObserver, watch: Watch, isConsumed: () => boolean): void {
  const { parseResponse } = promise
  if (typeof parseResponse !== 'function') return
  promise.parseResponse = (client, props) => {
    const parsing = parseResponse.call(promise, client, props)
    if (isConsumed()) return parsing
    notAbandoned(watch)
    return parsing.then(
      (value) => {
        settle(value, observer)
        return value
      },
      (error: unknown) => {
        observer.onEnd({ reason: 'failed', error })
        throw error
      },
    )
  }
}

/** Keeps the promise of a call alive while one is that was derived from it: nobody has dropped the call yet. */
const parentOf = new WeakMap<ApiPromise, ApiPromise>()

/** Gives whether one of the consumers was used. */
function replaceConsumers(promise: ApiPromise, observer: CallObserver, firstWatch: Watch): () => boolean {
  const { parse, asResponse, _thenUnwrap: thenUnwrap, _responseProps: responseProps } = promise
  let parsed: Promise<unknown> | undefined
  let watch = firstWatch
  let isDerived = false

  const fail = (error: unknown): never => {
    observer.onEnd({ reason: 'failed', error })
    throw error
  }

  replaceMethod(promise, 'parse', () => {
    if (parsed === undefined) {
      notAbandoned(watch)
      parsed = parse.call(promise).then((value) => {
        settle(value, observer)
        return value
      }, fail)
    }
    return parsed
  })

  replaceMethod(promise, 'asResponse', () => {
    // `withResponse` parses and takes the response: then the parsed value says more than the response.
    const isRaw = parsed === undefined
    notAbandoned(watch)
    return asResponse.call(promise).then((response) => {
      if (isRaw && parsed === undefined) observeResponse(response, observer)
      return response
    }, fail)
  })

  if (responseProps !== undefined) {
    replaceMethod(promise, '_responseProps', () => {
      notAbandoned(watch)
      return responseProps.call(promise).then((props) => {
        // Whoever took the exchange may still await the promise; if not, the answer passes us by.
        if (parsed === undefined) watch = abandonedWhenCollected(promise, observer, 'raw-response')
        return props
      }, fail)
    })
  }

  replaceMethod(promise, '_thenUnwrap', (transform: Transform) => {
    isDerived = true
    const derived = thenUnwrap.call(promise, (data, props) => {
      settle(data, observer)
      return transform(data, props)
    })
    parentOf.set(derived, promise)
    replaceConsumers(derived, observer, watch)
    return derived
  })
  return () => isDerived || parsed !== undefined
}
