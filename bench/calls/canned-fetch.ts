/**
 * Canned answers: what a provider would send, as bytes that were encoded beforehand and never cross a socket, so that what
 * is measured is the SDK and the instrumentation alone. Undici's diagnostics channels do not fire on this path.
 */

/** A `fetch` for an SDK client, which answers each request alike: with one JSON body. */
export function fetchOfJson(answer: unknown, headers: Readonly<Record<string, string>>): typeof fetch {
  const body = encode(JSON.stringify(answer))
  const init = { headers: { 'content-type': 'application/json', ...headers } }
  return () => Promise.resolve(new Response(body, init))
}

/** A `fetch` that answers with a stream of server-sent events, each in a chunk of its own. */
export function fetchOfEvents(events: readonly string[], headers: Readonly<Record<string, string>>): typeof fetch {
  const chunks = events.map(encode)
  const init = { headers: { 'content-type': 'text/event-stream', ...headers } }
  return () => Promise.resolve(new Response(streamOf(chunks), init))
}

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  let next = 0
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks[next++]
      if (chunk === undefined) controller.close()
      else controller.enqueue(chunk)
    },
  })
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}
