import type { BodyObserver } from './observe-body.ts'
import { whenCollected } from './when-collected.ts'

/**
 * Watches the answer where the application reads it in one piece, and leaves its body alone: `text()`, `json()`,
 * `arrayBuffer()` and `bytes()` show what they have read before they hand it over. That costs a fraction of a stream of our own.
 *
 * Whoever takes the body by another way (`body`, `clone()`, `blob()`, ...) is given that of a watched copy.
 *
 * @param watchedCopy the answer as a copy whose body is watched piece by piece
 * @returns the same response; undefined where it is not one that we know all ways into
 */
export function observeReads(
  response: Response,
  observer: BodyObserver,
  watchedCopy: () => Response,
): Response | undefined {
  if (!isKnown(response)) return undefined
  const stopWatching = whenCollected(response, () => observer.onEnd('left'))
  const watch: Watch = { observer, watchedCopy, stopWatching, copy: undefined }
  return Object.defineProperty(Object.setPrototypeOf(response, WATCHED) as Response, WATCH, { value: watch })
}

interface Watch {
  readonly observer: BodyObserver
  readonly watchedCopy: () => Response
  readonly stopWatching: () => void
  copy: Response | undefined
}

const WATCH = Symbol('costspan.watch')

type Watched = Response & { readonly [WATCH]: Watch }

const { prototype } = Response
const { arrayBuffer, json, text } = prototype

/** The response of this process's own fetch, with methods that nobody has replaced. */
function isKnown(response: Response): boolean {
  return (
    Object.getPrototypeOf(response) === prototype &&
    Object.isExtensible(response) &&
    prototype.text === text &&
    prototype.json === json &&
    prototype.arrayBuffer === arrayBuffer
  )
}

const decoder = new TextDecoder()

/** What a watched response inherits, so that it is still a `Response` and has no property of its own that can be seen. */
const WATCHED = Object.create(prototype, {
  text: method(async (response) => decoder.decode(await readAll(response))),
  json: method(async (response) => JSON.parse(decoder.decode(await readAll(response))) as unknown),
  arrayBuffer: method(readAll),
  bytes: method(async (response) => new Uint8Array(await readAll(response))),
  blob: method((response) => onCopy(response, 'blob')),
  formData: method((response) => onCopy(response, 'formData')),
  clone: method((response) => onCopy(response, 'clone')),
  body: getter((response) => copyOf(response)?.body ?? bodyOf(response)),
  bodyUsed: getter((response) => response[WATCH].copy?.bodyUsed ?? isUsed(response)),
}) as Response

function method(read: (response: Watched) => unknown): PropertyDescriptor {
  return {
    value(this: Watched) {
      return read(this)
    },
    writable: true,
    configurable: true,
  }
}

function getter(read: (response: Watched) => unknown): PropertyDescriptor {
  return {
    get(this: Watched) {
      return read(this)
    },
    configurable: true,
  }
}

function isUsed(response: Response): boolean {
  return Reflect.get(prototype, 'bodyUsed', response)
}

function bodyOf(response: Response): Response['body'] {
  return Reflect.get(prototype, 'body', response)
}

function onCopy(response: Watched, name: 'blob' | 'formData' | 'clone'): unknown {
  return Reflect.apply(prototype[name], copyOf(response) ?? response, [])
}

/** The copy that all other ways lead to, made at the first need; undefined where the body has been read already. */
function copyOf(response: Watched): Response | undefined {
  const watch = response[WATCH]
  if (watch.copy === undefined && !isUsed(response)) {
    watch.stopWatching()
    watch.copy = watch.watchedCopy()
  }
  return watch.copy
}

async function readAll(response: Watched): Promise<ArrayBuffer> {
  const { observer, stopWatching, copy } = response[WATCH]
  if (copy !== undefined) return copy.arrayBuffer()
  // A second reading fails as it always does, and tells nothing of the call.
  if (isUsed(response)) return arrayBuffer.call(response)
  stopWatching()
  observer.onRead?.()
  const buffer = await arrayBuffer.call(response).catch((problem: unknown) => {
    observer.onEnd('broken')
    throw problem
  })
  try {
    await observer.onBytes(new Uint8Array(buffer))
  } catch (reason) {
    observer.onEnd('left')
    throw reason
  }
  observer.onEnd('complete')
  return buffer
}
