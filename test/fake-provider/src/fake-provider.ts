import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { adminAnswer } from './admin.ts'
import { createAnyHttpServer } from './any-http-server.ts'
import { answerRequest } from './answer-request.ts'
import type { Behaviour } from './behaviour.ts'
import type { Bill } from './bill.ts'
import { deliver } from './delivery.ts'
import { type Exchange, receive } from './exchange.ts'
import type { RequestMatch } from './script-queue.ts'
import { createSession, type ReceivedRequest, type Session } from './session.ts'
import { createWaitingRoom } from './waiting-room.ts'

export interface FakeProviderOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number
  readonly host?: string
  /** What holds for every request unless the request or the script says otherwise. */
  readonly defaults?: Behaviour
  /** Whether requests and bill lines are kept; true by default. Totals are always kept. */
  readonly keepHistory?: boolean
}

export interface FakeProvider {
  /** For `new AzureOpenAI({ endpoint })`, and the root of `/_fake/...`. */
  readonly url: string
  /** For `new OpenAI({ baseURL })`. */
  readonly openaiUrl: string
  /** For `new Anthropic({ baseURL })`. */
  readonly anthropicUrl: string
  /** For `new GoogleGenAI({ httpOptions: { baseUrl } })`, with and without `vertexai`. */
  readonly googleUrl: string
  /** For `new BedrockRuntimeClient({ endpoint })`, by HTTP/1.1 as well as by HTTP/2, which is its default. */
  readonly bedrockUrl: string
  /** Queues behaviours for the next requests that match. */
  readonly script: (behaviours: Behaviour | readonly Behaviour[], match?: RequestMatch) => void
  /** Everything received since the start or the last reset, in the order of arrival. */
  readonly requests: readonly ReceivedRequest[]
  readonly bill: () => Bill
  /** Resolves when this many requests have arrived since the start or the last reset. */
  readonly received: (count: number) => Promise<void>
  /** Resolves when no request is being answered, so that a client's abort has reached the bill. */
  readonly idle: () => Promise<void>
  /** Forgets requests, bill, script and stored objects. Open connections stay, and what they cost is forgotten too. */
  readonly reset: () => void
  readonly close: () => Promise<void>
}

/**
 * Starts a server that answers as OpenAI and Anthropic do, without a model, and keeps a bill of what it served.
 *
 * @example
 * const provider = await startFakeProvider()
 * const client = new OpenAI({ baseURL: provider.openaiUrl, apiKey: 'any' })
 * await client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] })
 * console.log(provider.bill().totalNanoUsd)
 * await provider.close()
 */
export async function startFakeProvider(options: FakeProviderOptions = {}): Promise<FakeProvider> {
  const { port = 0, host = '127.0.0.1', defaults = {}, keepHistory = true } = options
  const room = createWaitingRoom()
  let session = createSession(defaults, keepHistory)
  let sequence = 0
  let open = 0

  const bill = (): Bill => session.book.bill()
  const script: FakeProvider['script'] = (behaviours, match = {}) =>
    session.queue.push(isList(behaviours) ? behaviours : [behaviours], match)
  const reset = (): void => {
    session = createSession(defaults, keepHistory)
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    open++
    try {
      if (request.url?.startsWith('/_fake/') !== true) {
        const exchange = await receive(request, ++sequence)
        return await answerModelCall(exchange, response, session, keepHistory, room.check)
      }
      const target = { bill, script, reset, requests: session.requests, openRequests: open - 1 }
      const { status, value } = adminAnswer(await receive(request, 0), target)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    } finally {
      open--
      room.check()
    }
  }

  const { server, close } = createAnyHttpServer((request, response) => {
    // A client that goes away while its request is read leaves nothing to answer.
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  const url = `http://${host}:${boundPort(server.address())}`
  return {
    url,
    openaiUrl: `${url}/openai/v1`,
    anthropicUrl: `${url}/anthropic`,
    googleUrl: `${url}/google`,
    bedrockUrl: `${url}/bedrock`,
    script,
    get requests() {
      return session.requests
    },
    bill,
    received: (count) => room.when(() => session.arrived >= count),
    idle: () => room.when(() => open === 0),
    reset,
    close,
  }
}

async function answerModelCall(
  exchange: Exchange,
  response: ServerResponse,
  session: Session,
  keepHistory: boolean,
  onArrival: () => void,
): Promise<void> {
  const { answer, behaviour, headers } = answerRequest(exchange, session.queue, session.store)
  const record = { ...exchange, status: behaviour.fault === 'empty' ? 204 : answer.status, delivery: undefined }
  const place = keepHistory ? session.requests.push(record) - 1 : undefined
  session.arrived++
  onArrival()
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  await deliver(response, answer, behaviour, (delivery) => {
    if (place !== undefined) session.requests[place] = { ...record, delivery }
    session.book.charge(exchange.sequence, answer, delivery, behaviour)
  })
}

function isList(behaviours: Behaviour | readonly Behaviour[]): behaviours is readonly Behaviour[] {
  return Array.isArray(behaviours)
}

function boundPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError(`expected a TCP address, got ${address}`)
  return address.port
}
