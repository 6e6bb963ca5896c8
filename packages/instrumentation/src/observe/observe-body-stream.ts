/** The ways to read a stream. Each locks it, so that only one of them is ever taken. */
const READS = ['getReader', 'pipeTo', 'pipeThrough', 'tee', 'values', Symbol.asyncIterator] as const

/** A line that is longer is no result of a call: an answer has a few megabytes at the most. */
const LONGEST_LINE = 16 * 1024 * 1024

/** Whether bytes can be JSON lines of objects. */
export function beginsWithBrace(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7b
}

/**
 * Tells `onText` the JSON lines of a body as its stream is read, some lines at a time.
 *
 * The stream stays the same object. When it is read first, it is passed through one that looks at what passes, with the same
 * back-pressure. A reader that brings its own buffer reads where we cannot see, and so does who hands the stream to another
 * `Response`.
 */
export function observeBodyStream(body: ReadableStream<Uint8Array>, onText: (text: string) => void): void {
  for (const name of READS) {
    const read: unknown = Reflect.get(body, name)
    if (typeof read !== 'function') continue
    const watched = (...args: unknown[]): unknown => {
      const bringsBuffer = (args[0] as { mode?: unknown } | undefined)?.mode === 'byob'
      if (body.locked || bringsBuffer) return Reflect.apply(read, body, args)
      for (const each of READS) Reflect.deleteProperty(body, each)
      const passed = body.pipeThrough(lookingOn(onText))
      return Reflect.apply(Reflect.get(passed, name) as typeof read, passed, args)
    }
    Object.defineProperty(body, name, { value: watched, configurable: true, writable: true })
  }
}

function lookingOn(onText: (text: string) => void): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder()
  let rest = ''
  let isFirst = true
  let isLooking = true
  const look = (text: string): void => {
    // Only what is new is searched, so that a long line takes time in proportion to its length.
    const end = text.lastIndexOf('\n') + 1
    const lines = end === 0 ? '' : rest + text.slice(0, end)
    rest = end === 0 ? rest + text : text.slice(end)
    tell(lines)
  }
  const tell = (lines: string): void => {
    try {
      if (lines !== '') onText(lines)
    } catch {
      // What goes wrong in looking at a body is not its reader's business.
    }
  }
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk)
      if (isFirst) isLooking = beginsWithBrace(chunk)
      isFirst = false
      if (isLooking) look(decoder.decode(chunk, { stream: true }))
      if (rest.length > LONGEST_LINE) isLooking = false
      if (!isLooking) rest = ''
    },
    flush() {
      if (isLooking) tell(rest + decoder.decode())
    },
  })
}
