import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What answers a request for prices. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A server whose answer can be changed, and which remembers what it was asked. */
export interface PriceServer {
  readonly url: string
  readonly requests: readonly IncomingMessage[]
  answer: Answer
}

/** Starts a server for one test. */
export async function startPriceServer(answer: Answer): Promise<PriceServer> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    started.answer(request, response)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const started: PriceServer = { url: `http://127.0.0.1:${port}/prices.json`, requests, answer }
  return started
}

/** Answers with a body, and 304 to a request that already has it. */
export function body(text: string, etag?: string): Answer {
  return (request, response) => {
    if (etag !== undefined) response.setHeader('etag', etag)
    if (etag !== undefined && request.headers['if-none-match'] === etag) response.writeHead(304).end()
    else response.setHeader('content-type', 'application/json').end(text)
  }
}

/** The text of a price file with one model, `acme-large`, at this price. */
export function priceFile(version: string, input: number | string): string {
  const models = [{ id: 'acme-large', prices: [{ input, output: 8 }] }]
  return JSON.stringify({
    format: 'costspan.prices/1',
    version,
    published: '2026-11-22',
    providers: { acme: { models } },
  })
}
