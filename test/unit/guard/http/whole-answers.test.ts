import { text } from 'node:stream/consumers'
import { guardedFetch } from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import { collectedUntil } from './collected-until.ts'
import { recordingGuard } from './recording-guard.ts'

const URL_OF_CHAT = 'https://api.openai.com/v1/chat/completions'
const REQUEST = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] })

/** With a byte order mark and a letter of several bytes, which each way to read treats in its own manner. */
const ANSWER =
  '\uFEFF{"id":"a","model":"gpt-4o","choices":[{"message":{"content":"h\u00e9"}}],"usage":{"prompt_tokens":10,"completion_tokens":5}}'

type Read = (response: Response) => Promise<unknown>

const WAYS: Readonly<Record<string, Read>> = {
  'text()': (response) => response.text(),
  'json()': (response) => response.json(),
  'arrayBuffer()': async (response) => [...new Uint8Array(await response.arrayBuffer())],
  'bytes()': async (response) => [...(await response.bytes())],
  'blob()': async (response) => {
    const blob = await response.blob()
    return [blob.type, await blob.text()]
  },
  'a copy': async (response) => [await response.clone().text(), await response.text()],
  'a copy, read last': async (response) => {
    const copy = response.clone()
    return [await response.json(), await copy.json()]
  },
  'its body': async (response) => response.body && (await text(response.body)),
  'a response made of its body': (response) => new Response(response.body).text(),
  'its text, twice': async (response) => [await response.text(), await response.text().catch(String)],
  'its text, and then a copy': async (response) => [await response.text(), copyOrError(response)],
  'its text, and then its body': async (response) => [await response.json(), response.body?.locked],
  'its text, after a look at its body': async (response) => [
    response.body instanceof ReadableStream,
    response.bodyUsed,
    await response.text(),
    response.bodyUsed,
  ],
  'its body, and then its text': async (response) => {
    const reader = response.body?.getReader()
    await reader?.read()
    reader?.releaseLock()
    return response.text().catch(String)
  },
  'what it says of itself': async (response) => {
    const before = response.bodyUsed
    await response.text()
    const { status, statusText, url, redirected, type, bodyUsed } = response
    return { before, bodyUsed, status, statusText, url, redirected, type, headers: [...response.headers] }
  },
  'what it is': (response) =>
    Promise.resolve([response instanceof Response, response.constructor === Response, Object.keys(response)]),
}

function copyOrError(response: Response): unknown {
  try {
    return response.clone()
  } catch (error) {
    return String(error)
  }
}

function fetchOf(answer: string): typeof fetch {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'x-own': 'kept' }
  return () => Promise.resolve(new Response(answer, { headers, statusText: 'Fine' }))
}

describe('an answer in one piece', () => {
  for (const [way, read] of Object.entries(WAYS)) {
    it(`gives what it would give without a guard: ${way}`, async () => {
      const send = fetchOf(ANSWER)
      const guarded = guardedFetch(send, recordingGuard())
      const request = { method: 'POST', body: REQUEST }
      expect(await read(await guarded(URL_OF_CHAT, request))).toEqual(await read(await send(URL_OF_CHAT, request)))
    })
  }

  const neverToTheEnd = new Set(['what it is', 'its body, and then its text'])
  const reading = Object.entries(WAYS).filter(([way]) => !neverToTheEnd.has(way))
  for (const [way, read] of reading) {
    it(`is settled once with the usage that it tells: ${way}`, async () => {
      const guard = recordingGuard()
      await read(await guardedFetch(fetchOf(ANSWER), guard)(URL_OF_CHAT, { method: 'POST', body: REQUEST }))
      await guard.idle()
      expect(guard.settled).toMatchObject([{ outcome: 'reported', inputTokens: 10, outputTokens: 5 }])
    })
  }

  it('fails to be read as it would without a guard, and its hold is booked', async () => {
    const send = fetchOf('{"id":')
    const guard = recordingGuard()
    const guarded = await guardedFetch(send, guard)(URL_OF_CHAT, { method: 'POST', body: REQUEST })
    const error = await (await send(URL_OF_CHAT)).json().catch((problem: unknown) => problem)
    await expect(guarded.json()).rejects.toEqual(error)
    await guard.idle()
    expect(guard.settled).toMatchObject([{ outcome: 'unobserved' }])
  })

  it('is booked as it was held when it breaks off, or when nobody reads it', async () => {
    const guard = recordingGuard()
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('the line is dead')) })
    const headers = { 'content-type': 'application/json' }
    const send = guardedFetch(() => Promise.resolve(new Response(broken, { headers })), guard)
    const response = await send(URL_OF_CHAT, { method: 'POST', body: REQUEST })
    await expect(response.text()).rejects.toThrow('the line is dead')

    await guardedFetch(fetchOf(ANSWER), guard)(URL_OF_CHAT, { method: 'POST', body: REQUEST })
    await collectedUntil(guard.idle())
    expect(guard.settled).toMatchObject([{ outcome: 'unobserved' }, { outcome: 'unobserved' }])
  })
})
