import { abandonedWhenCollected, notAbandoned } from './abandoned.ts'
import type { CallObserver } from './call-observer.ts'

/**
 * Watches a raw `Response` that the application asked for.
 *
 * The application reads the body, we never do: `json()` and `text()` let us see what it read; with any other way to the
 * body (`body`, `arrayBuffer()`, ...) the call ends without usage. A response that nobody reads ends when it is collected.
 */
export function observeResponse(response: Response, observer: CallObserver): void {
  watchRead(response, 'json', (value) => observer.onEnd({ reason: 'completed', result: value }), observer)
  watchRead(response, 'text', (text) => observer.onEnd(endOfText(String(text))), observer)
  for (const read of ['arrayBuffer', 'blob', 'bytes', 'formData'] as const) {
    watchRead(response, read, () => observer.onEnd({ reason: 'raw-response' }), observer)
  }
  watchBody(response, observer)
  abandonedWhenCollected(response, observer, 'raw-response')
}

type BodyReader = 'json' | 'text' | 'arrayBuffer' | 'blob' | 'bytes' | 'formData'

function watchRead(response: Response, name: BodyReader, seen: (value: unknown) => void, observer: CallObserver): void {
  const read: unknown = Reflect.get(response, name)
  if (typeof read !== 'function') return
  const watched = (): Promise<unknown> => {
    notAbandoned(observer)
    return (Reflect.apply(read, response, []) as Promise<unknown>).then(
      (value) => {
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
  Object.defineProperty(response, 'body', {
    configurable: true,
    get() {
      observer.onEnd({ reason: 'raw-response' })
      return Reflect.get(Response.prototype, 'body', response) as ReadableStream | null
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
