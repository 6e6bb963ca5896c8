import { abandonedWhenCollected, notAbandoned } from './abandoned.ts'
import { bothObservers, type CallObserver } from './call-observer.ts'
import { isPromise } from './is-promise.ts'
import { observeResponse } from './observe-response.ts'
import { replaceMethod } from './replace-method.ts'
import { settle } from './settle.ts'
import { markWatched, type Watching, watchingOf } from './watching.ts'

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
  return isPromise(value) && 'parse' in value && 'asResponse' in value && '_thenUnwrap' in value
}

/**
 * Watches the ways to consume an `ApiPromise`: `parse` (behind `await`, `then`, `catch`, `finally`, `withResponse`),
 * `asResponse`, `_thenUnwrap`, by which SDK helpers such as `parse()` derive another promise, and `_responseProps`.
 *
 * What the promise inherits is replaced once, on the prototype, and does what it did for promises that are not watched. What
 * it has of its own, as openai 7 puts `_thenUnwrap` on each, is replaced on the promise.
 */
export function attachToApiPromise(promise: ApiPromise, observer: CallObserver): void {
  const known = watchingOf(promise)
  if (known !== undefined) return watchAlso(promise, known, observer)
  const abandoned = abandonedWhenCollected(promise, observer, 'raw-response')
  const watching: Watching = { observer, abandoned, parsed: undefined, isDerived: false, derivedFrom: undefined }
  watchConsumers(promise, watching)
  watchParser(promise, watching)
}

/** A promise that is watched already may have been read already, and then tells nothing by itself any more. */
function watchAlso(promise: ApiPromise, known: Watching, observer: CallObserver): void {
  const { parsed } = known
  if (parsed !== undefined && known.observer === NOBODY) {
    parsed.then(
      (value) => settle(value, observer),
      (error: unknown) => observer.onEnd({ reason: 'failed', error }),
    )
    return
  }
  known.observer = bothObservers(known.observer, observer)
  const isTaken = known.abandoned.observer === undefined && parsed === undefined
  if (isTaken) known.abandoned = abandonedWhenCollected(promise, known.observer, 'raw-response')
  else known.abandoned.observer = known.observer
}

function watchConsumers(promise: ApiPromise, watching: Watching): void {
  markWatched(promise, watching)
  watchConsumer(promise, 'parse', watchedParse)
  watchConsumer(promise, 'asResponse', watchedAsResponse)
  watchConsumer(promise, '_thenUnwrap', watchedThenUnwrap)
  watchConsumer(promise, '_responseProps', watchedResponseProps)
}

/** Methods of ours on prototypes, so that none is replaced twice. */
const onPrototypes = new WeakSet<object>()

function watchConsumer<Name extends 'parse' | 'asResponse' | '_thenUnwrap' | '_responseProps'>(
  promise: ApiPromise,
  name: Name,
  watched: (original: NonNullable<ApiPromise[Name]>) => NonNullable<ApiPromise[Name]>,
): void {
  const original = promise[name]
  if (original === undefined || onPrototypes.has(original)) return
  const owner = ownerOf(promise, name)
  const replacement = watched(original)
  if (owner === promise || Object.isFrozen(owner)) {
    replaceMethod(promise, name, replacement)
  } else {
    onPrototypes.add(replacement)
    replaceMethod(owner, name, replacement)
  }
}

function ownerOf(promise: ApiPromise, name: string): ApiPromise {
  let owner = promise
  while (!Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner) as ApiPromise
  return owner
}

function watchedParse(original: ApiPromise['parse']): ApiPromise['parse'] {
  return function parse(this: ApiPromise) {
    const watching = watchingOf(this)
    if (watching === undefined) return original.call(this)
    watching.parsed ??= settled(original.call(this), watching)
    return watching.parsed
  }
}

function watchedAsResponse(original: ApiPromise['asResponse']): ApiPromise['asResponse'] {
  return function asResponse(this: ApiPromise) {
    const watching = watchingOf(this)
    if (watching === undefined) return original.call(this)
    // `withResponse` parses and takes the response: then the parsed value says more than the response.
    const isRaw = watching.parsed === undefined
    notAbandoned(watching.abandoned)
    return original.call(this).then(
      (response) => {
        if (isRaw && watching.parsed === undefined) observeResponse(response, watching.observer)
        return response
      },
      (error: unknown) => fail(error, watching),
    )
  }
}

function watchedThenUnwrap(original: ApiPromise['_thenUnwrap']): ApiPromise['_thenUnwrap'] {
  return function _thenUnwrap(this: ApiPromise, transform) {
    const watching = watchingOf(this)
    if (watching === undefined) return original.call(this, transform)
    watching.isDerived = true
    const derived = original.call(this, (data, props) => {
      settle(data, watching.observer)
      return transform(data, props)
    })
    const { observer, abandoned } = watching
    // A stand-in for the SDK may give the same promise again.
    if (watchingOf(derived) === undefined) {
      watchConsumers(derived, { observer, abandoned, parsed: undefined, isDerived: false, derivedFrom: this })
    }
    return derived
  }
}

function watchedResponseProps(
  original: NonNullable<ApiPromise['_responseProps']>,
): NonNullable<ApiPromise['_responseProps']> {
  return function _responseProps(this: ApiPromise) {
    const watching = watchingOf(this)
    if (watching === undefined) return original.call(this)
    notAbandoned(watching.abandoned)
    return original.call(this).then(
      (props) => {
        // Whoever took the exchange may still await the promise; if not, the answer passes us by.
        if (watching.parsed === undefined) {
          watching.abandoned = abandonedWhenCollected(this, watching.observer, 'raw-response')
        }
        return props
      },
      (error: unknown) => fail(error, watching),
    )
  }
}

/**
 * OpenLLMetry makes a promise of its own from the exchange and the parser of ours, which passes all consumers by. The SDK's own
 * consumers run the parser too; then the answer has been seen.
 */
function watchParser(promise: ApiPromise, watching: Watching): void {
  const { parseResponse } = promise
  if (typeof parseResponse !== 'function') return
  // Made before it is assigned: V8 takes a function that is written as the value of a property for one that will stay, and puts
  // it where only a full garbage collection finds it, with all that it holds.
  const watched: typeof parseResponse = (client, props) => {
    const parsing = parseResponse.call(promise, client, props)
    return watching.isDerived || watching.parsed !== undefined ? parsing : settled(parsing, watching)
  }
  promise.parseResponse = watched
}

/** Tells how an answer comes that somebody asked for. */
function settled(answer: Promise<unknown>, watching: Watching): Promise<unknown> {
  notAbandoned(watching.abandoned)
  return answer.then(
    (value) => {
      settle(value, watching.observer)
      watching.observer = NOBODY
      return value
    },
    (error: unknown) => fail(error, watching),
  )
}

function fail(error: unknown, watching: Watching): never {
  watching.observer.onEnd({ reason: 'failed', error })
  watching.observer = NOBODY
  throw error
}

/** In the place of an observer that has heard all: openai 7 lets go of its promises only at a full garbage collection. */
const NOBODY: CallObserver = { onItem: () => undefined, onEnd: () => {} }
