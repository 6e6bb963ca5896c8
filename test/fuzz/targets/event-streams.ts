import { guardedFetch } from '@costspan/guard'
import fc from 'fast-check'
import { expect } from 'vitest'
import { providerCases } from '../../contract/provider/provider-cases.ts'
import { recordingGuard } from '../../unit/guard/http/recording-guard.ts'
import type { FuzzTarget } from '../fuzz-target.ts'
import { mutatedBytes } from '../mutated.ts'

/** Formats that stream events over HTTP. */
const FORMATS = [
  { folder: 'openai', url: 'https://api.openai.com/v1/chat/completions', method: /Chat/ },
  { folder: 'openai', url: 'https://api.openai.com/v1/responses', method: /Responses/ },
  { folder: 'anthropic', url: 'https://api.anthropic.com/v1/messages', method: /Messages/ },
]

const streams = FORMATS.flatMap(({ folder, url, method }) =>
  providerCases(folder).flatMap(({ items, operations = [] }) =>
    items === undefined || !operations.some((each) => method.test(each)) ? [] : [{ url, bytes: eventsOf(items) }],
  ),
)

function eventsOf(items: readonly unknown[]): Uint8Array {
  const events = items.map((item) => `event: x\r\ndata: ${JSON.stringify(item)}\n\n`).join('')
  return new TextEncoder().encode(`: hello\n\n${events}data: [DONE]\n\n`)
}

const question = JSON.stringify({
  model: 'gpt-4o',
  stream: true,
  messages: [{ role: 'user', content: 'Hi' }],
  input: 'Hi',
})

const cutStream = fc.record({
  stream: fc
    .constantFrom(...streams)
    .chain(({ url, bytes }) => fc.record({ url: fc.constant(url), bytes: mutatedBytes([bytes]) })),
  /** How many bytes come at once. */
  piece: fc.integer({ min: 1, max: 400 }),
  isEventStream: fc.boolean(),
})

/** The application is given the bytes as they came, and the call is settled once with an amount that is one. */
export const eventStreams: FuzzTarget = {
  name: 'a stream of events that is cut or garbled reaches the application as it came, and is settled once',
  property: fc.asyncProperty(cutStream, async ({ stream: { url, bytes }, piece, isEventStream }) => {
    const guard = recordingGuard()
    const headers = { 'content-type': isEventStream ? 'text/event-stream' : 'application/json' }
    const send = guardedFetch(() => Promise.resolve(new Response(inPieces(bytes, piece), { headers })), guard)
    const response = await send(url, { method: 'POST', body: question })
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
    await guard.idle()
    expect(guard.settled).toHaveLength(1)
    const [{ nanoUsd = 0n, inputTokens, outputTokens } = { inputTokens: -1, outputTokens: -1 }] = guard.settled
    expect([nanoUsd >= 0n, Number.isNaN(inputTokens), Number.isNaN(outputTokens)]).toEqual([true, false, false])
  }),
}

function inPieces(bytes: Uint8Array, piece: number): ReadableStream<Uint8Array> {
  let sent = 0
  return new ReadableStream({
    pull(controller) {
      if (sent >= bytes.length) return controller.close()
      controller.enqueue(bytes.slice(sent, sent + piece))
      sent += piece
    },
  })
}
