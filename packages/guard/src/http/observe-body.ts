import { observeReads } from './observe-reads.ts'
import { whenCollected } from './when-collected.ts'

/** Who watches the bytes of an answer on their way to the application. */
export interface BodyObserver {
  /**
   * Sees bytes before the application does, and must not change them. What it throws, or rejects with, ends the body with that
   * error; the bytes wait for the promise that it gives.
   */
  onBytes(bytes: Uint8Array): Promise<void> | undefined
  /** The application asks for bytes, and waits for them. */
  onRead?(): void
  /** Told once: everything came, the application left, or the connection broke. */
  onEnd(end: BodyEnd): void
}

export type BodyEnd = 'complete' | 'left' | 'broken'

/**
 * The same answer with a body that is watched. One that is no stream of events is nearly always read in one piece, and is watched
 * there (`observeReads`). Of all others bytes are read when the application asks for them and no sooner, so that
 * back-pressure reaches the provider; when the application leaves, the provider is left as well.
 *
 * @returns undefined, and tells no end, where the body is no web stream, as some replacements of `fetch` give it, or is being read
 */
export function observeBody(response: Response, observer: BodyObserver): Response | undefined {
  const { body } = response
  if (body === null) {
    observer.onEnd('complete')
    return response
  }
  if (typeof (body as Partial<ReadableStream>).getReader !== 'function' || body.locked) return undefined
  const isStream = response.headers.get('content-type')?.startsWith('application/json') !== true
  const watchedCopy = (): Response => copyWith(watchedStream(body.getReader(), observer), response)
  return (isStream ? undefined : observeReads(response, observer, watchedCopy)) ?? watchedCopy()
}

function copyWith(body: ReadableStream, { status, statusText, headers, url, redirected, type }: Response): Response {
  const copy = new Response(body, { status, statusText, headers })
  // A response that is made by hand has none of these.
  return Object.defineProperties(copy, {
    url: { value: url },
    redirected: { value: redirected },
    type: { value: type },
  })
}

function watchedStream(reader: ReadableStreamDefaultReader<Uint8Array>, observer: BodyObserver): ReadableStream {
  let isOver = false
  let stopWatching = (): void => {}
  const end = (how: BodyEnd): void => {
    if (isOver) return
    isOver = true
    stopWatching()
    observer.onEnd(how)
  }

  const stream = new ReadableStream(
    {
      type: 'bytes',
      async pull(controller) {
        observer.onRead?.()
        const bytes = await nextBytes(reader, end)
        if (bytes === undefined) {
          controller.close()
          // A reader that waits with a buffer of its own is told of the end by this.
          controller.byobRequest?.respond(0)
          return
        }
        try {
          const isAllowed = observer.onBytes(bytes)
          if (isAllowed !== undefined) await isAllowed
        } catch (reason) {
          end('left')
          void reader.cancel(reason).catch(() => {})
          throw reason
        }
        controller.enqueue(transferable(bytes))
      },
      cancel(reason) {
        end('left')
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  stopWatching = whenCollected(stream, () => {
    end('left')
    void reader.cancel().catch(() => {})
  })
  return stream
}

/** The next bytes that are not none, or undefined at the end. */
async function nextBytes(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  end: (how: BodyEnd) => void,
): Promise<Uint8Array | undefined> {
  for (;;) {
    const read = await reader.read().catch((problem: unknown) => {
      end('broken')
      throw problem
    })
    if (read.done) {
      end('complete')
      return undefined
    }
    if (read.value.byteLength > 0) return read.value
  }
}

/** A byte stream takes the memory of what it is given: a part of a larger buffer, such as Node's pool, is copied first. */
function transferable(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)
}
