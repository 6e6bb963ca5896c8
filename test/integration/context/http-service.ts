import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api'

/** A server on loopback with its address. */
export interface Service {
  readonly url: string
  readonly close: () => Promise<void>
}

export async function startService(listener: RequestListener): Promise<Service> {
  return serviceOf(createServer(listener).listen(0, '127.0.0.1'))
}

/** Waits for a server to listen, whatever framework answers behind it. */
export async function serviceOf(server: Server): Promise<Service> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError(`expected a TCP address, got ${address}`)
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** A JSON body that arrives some time after its headers, so that the server reads it in an event of the connection. */
export function lateBody(value: unknown): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(body) {
      await sleep(10)
      body.enqueue(new TextEncoder().encode(JSON.stringify(value)))
      body.close()
    },
  })
}

/** What an HTTP server instrumentation does with a request: its handler runs in the context of the headers. */
export function inRequestContext<T>(request: IncomingMessage, handle: () => T): T {
  return context.with(propagation.extract(ROOT_CONTEXT, request.headers), handle)
}

/** A `fetch` that does what an HTTP client instrumentation does: a client span, whose context goes into the headers. */
export const instrumentedFetch: typeof fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input)
  const attributes = { 'url.full': url.href, 'server.address': url.hostname }
  const span = trace.getTracer('http').startSpan(`GET ${url.pathname}`, { kind: SpanKind.CLIENT, attributes })
  const injected: Record<string, string> = {}
  propagation.inject(trace.setSpan(context.active(), span), injected)
  const headers = new Headers(init?.headers)
  for (const [name, value] of Object.entries(injected)) headers.set(name, value)
  try {
    return await fetch(input, { ...init, headers })
  } finally {
    span.end()
  }
}
