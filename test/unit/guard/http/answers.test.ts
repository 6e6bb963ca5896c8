import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { guardedFetch } from '@costspan/guard'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordingGuard, type RecordingGuard } from './recording-guard.ts'

let server: Server
let guard: RecordingGuard
let url: string
let answer: (write: (text: string | Uint8Array) => boolean, end: () => void) => void

beforeEach(async () => {
  guard = recordingGuard()
  server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-own': 'kept' })
    request.resume().on('end', () =>
      answer(
        (text) => response.write(text),
        () => response.end(),
      ),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const body = JSON.stringify({ model: 'gpt-4o', stream: true, messages: [{ role: 'user', content: 'Hello' }] })

function ask(signal?: AbortSignal): Promise<Response> {
  return guardedFetch(undefined, guard)(url, { method: 'POST', body, ...(signal && { signal }) })
}

/** Events with odd bytes between them: comments, ids, line ends of other systems, a letter of several bytes. */
const EVENTS =
  ': a comment\r\nid: 1\r\ndata: {"id":"a","model":"gpt-4o","choices":[{"index":0,"delta":{"content":"h\u00e9\u{1f600}"}}]}\r\n\r\n' +
  'event: x\ndata:{"choices":[],\ndata: "usage":{"prompt_tokens":10,"completion_tokens":5}}\n\nnonsense\n\ndata: [DONE]\n\n'

describe('an answer on its way through the guard', () => {
  it('keeps its bytes, headers and address, however they are cut', async () => {
    answer = (write, end) => {
      for (const byte of Buffer.from(EVENTS)) write(Buffer.of(byte))
      end()
    }
    const response = await ask()
    const { status, redirected, type } = response
    expect({ status, redirected, type, url: response.url, own: response.headers.get('x-own') }).toEqual({
      status: 200,
      redirected: false,
      type: 'basic',
      url,
      own: 'kept',
    })
    expect(await response.text()).toBe(EVENTS)
    await guard.idle()
    expect(guard.settled).toMatchObject([{ outcome: 'reported', inputTokens: 10, outputTokens: 5 }])
  })

  it("can be cloned, and read with a buffer of one's own", async () => {
    answer = (write, end) => {
      write(EVENTS)
      end()
    }
    const response = await ask()
    const copy = response.clone()
    const reader = response.body?.getReader({ mode: 'byob' })
    let text = ''
    for (;;) {
      const read = await reader?.read(new Uint8Array(7))
      if (read === undefined || read.done) break
      text += Buffer.from(read.value).toString('latin1')
    }
    expect(Buffer.from(text, 'latin1').toString()).toBe(EVENTS)
    expect(await copy.text()).toBe(EVENTS)
  })

  it('is not read ahead of the application, and is left with it: back-pressure and cancelling reach the provider', async () => {
    let pulled = 0
    let cancelled: unknown
    const endless = new ReadableStream(
      {
        pull(controller) {
          pulled++
          controller.enqueue(Buffer.from(`data: {"choices":[]}\n\n`))
        },
        cancel: (reason) => void (cancelled = reason),
      },
      { highWaterMark: 0 },
    )
    const headers = { 'content-type': 'text/event-stream' }
    const fetch = guardedFetch(() => Promise.resolve(new Response(endless, { headers })), guard)
    const response = await fetch(url, { method: 'POST', body })
    const before = pulled
    const reader = response.body?.getReader()
    await reader?.read()
    await reader?.read()
    expect([before, pulled]).toEqual([0, 2])
    await reader?.cancel('enough')
    expect(cancelled).toBe('enough')
  })

  it('ends with the abort of the application, and its error', async () => {
    answer = (write) => void write(EVENTS)
    const aborting = new AbortController()
    const response = await ask(aborting.signal)
    const reading = response.text()
    aborting.abort(new Error('mine'))
    await expect(reading).rejects.toThrow('mine')
    await guard.idle()
    expect(guard.heldNanoUsd).toBe(0n)
  })
})
