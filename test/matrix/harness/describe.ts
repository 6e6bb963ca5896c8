/** What an application can tell about an error it caught. */
export interface ErrorDescription {
  readonly class: string | undefined
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly retryAfter: string | null | undefined
  readonly cause: ErrorDescription | undefined
}

export function describeError(error: unknown): ErrorDescription | { readonly thrown: unknown } {
  if (!(error instanceof Error)) return { thrown: error }
  // The socket of a broken connection is full of ports and counters.
  const { headers, cause, socket: _, ...fields } = Object.fromEntries(Object.entries(error))
  const reason = error.cause ?? cause
  return {
    class: classOf(error),
    message: error.message,
    fields,
    retryAfter: headers instanceof Headers ? headers.get('retry-after') : undefined,
    cause: reason instanceof Error ? (describeError(reason) as ErrorDescription) : undefined,
  }
}

/** Resolves to the error that `act` meets; an act that goes well is told as such. */
export async function failureOf(act: () => unknown): Promise<unknown> {
  try {
    return { value: await act() }
  } catch (error) {
    return describeError(error)
  }
}

export function classOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? value.constructor?.name : typeof value
}

/** The class of a promise and the ways it offers to be consumed. */
export function describePromise(promise: object): unknown {
  const ways = ['then', 'catch', 'finally', 'asResponse', 'withResponse', 'parse', '_thenUnwrap']
  return { class: classOf(promise), ways: ways.filter((way) => typeof Reflect.get(promise, way) === 'function') }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = []
  for await (const item of items) collected.push(item)
  return collected
}

/** The first items, after which the loop is left by `break`. */
export async function take<T>(items: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = []
  for await (const item of items) {
    taken.push(item)
    if (taken.length === count) break
  }
  return taken
}

export async function readAll(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of stream) text += decoder.decode(piece, { stream: true })
  return text
}

/** Freezes `value` and everything in it, so that writing to a caller's object throws. */
export function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFrozen(part)
  }
  return value
}
