import { abandonedWhenCollected, notAbandoned, type Watch } from './abandoned.ts'
import type { CallObserver } from './call-observer.ts'
import { isPromise } from './is-promise.ts'

/**
 * Watches a raw `Response` that the application asked for.
 *
 * The application reads the body, we never do: `json()` and `text()` let us see what it read; with any other way to the
 * body (`body`, `arrayBuffer()`, ...) the call ends without usage. A response that nobody reads ends when it is collected.
 */
export function observeResponse(response: Response, observer: CallObserver): void {
  if (!Object.isExtensible(response)) {
    // A frozen response, which an application's own fetch may give, cannot be watched.
    observer.onEnd({ reason: 'raw-response' })
    return
  }
  const watch = abandonedWhenCollected(response, observer, 'raw-response')
  watchRead(response, 'json', (value) => observer.onEnd({ reason: 'completed', result: value }), observer, watch)
  watchRead(response, 'text', (text) => observer.onEnd(endOfText(String(text))), observer, watch)
  for (const read of ['arrayBuffer', 'blob', 'bytes', 'formData'] as const) {
    watchRead(response, read, () => observer.onEnd({ reason: 'raw-response' }), observer, watch)
  }
  watchBody(response, observer)
}

/** Responses whose own method reads them: that of node-fetch takes the body by the same property as the application would. */
const beingRead = new WeakSet<Response>()

type BodyReader = 'json' | 'text' | 'arrayBuffer' | 'blob' | 'bytes' | 'formData'

function watchRead(
  response: Response,
  name: BodyReader,
  seen: (value: unknown) => void,
  observer: CallObserver,
  watch: Watch,
): void {
  const read: unknown = Reflect.get(response, name)
  if (typeof read !== 'function') return
  const watched = (): unknown => {
    notAbandoned(watch)
    beingRead.add(response)
    const reading: unknown = Reflect.apply(read, response, [])
    if (!isPromise(reading)) {
      // A response of the application's own making, such as a mock, may answer at once.
      seen(reading)
      return reading
    }
    return reading.then(
      (value: unknown) => {
        seen(value)
        return value
      },
      (error: unknown) => {
        observer.onEnd({ reason: 'failed', error })
        throw error
      },
    )
  }
  Object.defineProperty(response, name, { value: watched, configurable: true, writable: true })
}

/** Who takes the body itself (to pipe it on, say) reads it where we cannot see. */
function watchBody(response: Response, observer: CallObserver): void {
  // A response of the application's own making may have its body as a property of its own.
  const own = Object.getOwnPropertyDescriptor(response, 'body')
  if (own?.configurable === false) return
  const behind: object =
    own === undefined ? (Object.getPrototypeOf(response) as object) : (Object.create(null, { body: own }) as object)
  Object.defineProperty(response, 'body', {
    configurable: true,
    enumerable: own?.enumerable ?? false,
    get() {
      if (!beingRead.has(response)) observer.onEnd({ reason: 'raw-response' })
      return Reflect.get(behind, 'body', response) as unknown
    },
  })
}

function endOfText(text: string): Parameters<CallObserver['onEnd']>[0] {
  try {
    return { reason: 'completed', result: JSON.parse(text) as unknown }
  } catch {
    return { reason: 'raw-response' }
  }
}
