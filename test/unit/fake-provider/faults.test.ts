import Anthropic from '@anthropic-ai/sdk'
import type { Behaviour } from '@costspan-test/fake-provider'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'

import { collect, fake, HELLO, rejection, useProvider } from './with-provider.ts'

const harness = useProvider()
const chat = { model: 'gpt-4o', messages: HELLO }
const message = { model: 'claude-haiku-4-5', max_tokens: 1000, messages: HELLO }
const usage = { input: 1000, output: 100 }

describe('answers that go wrong', () => {
  it('resets the connection before headers, for free', async () => {
    const error = await rejection(harness.openai.chat.completions.create(chat, fake({ fault: 'reset' })))
    expect(error).toBeInstanceOf(OpenAI.APIConnectionError)
    expect(harness.provider.bill().calls).toBe(0)
  })

  it('never answers, so that the client times out', async () => {
    const call = harness.openai.chat.completions.create(chat, { timeout: 100, ...fake({ fault: 'never' }) })
    expect(await rejection(call)).toBeInstanceOf(OpenAI.APIConnectionTimeoutError)
  })

  it('charges work that never was answered, unless told otherwise', async () => {
    await leaveOnArrival(chat, { fault: 'never', usage })
    await leaveOnArrival(chat, { fault: 'never', usage, billed: false })
    const outcomes = harness.provider.requests.map(({ delivery }) => delivery?.outcome)
    expect(outcomes).toEqual(['never_answered', 'never_answered'])
    expect(harness.provider.bill()).toMatchObject({ calls: 1, totalNanoUsd: 3_500_000n })
  })

  it('charges all of a call that was not streamed, though its client gave up waiting', async () => {
    await leaveOnArrival(chat, { firstByteDelayMillis: 10_000, usage })
    expect(harness.provider.bill()).toMatchObject({ totalNanoUsd: 3_500_000n, lines: [{ partial: false }] })
  })

  it('sends half a JSON text, or none', async () => {
    const malformed = await rejection(harness.openai.chat.completions.create(chat, fake({ fault: 'malformed' })))
    const empty = await harness.openai.chat.completions.create(chat, fake({ fault: 'empty' }))
    expect(malformed).toBeInstanceOf(SyntaxError)
    expect(empty).toBeNull()
  })

  it('breaks an event of a stream', async () => {
    const stream = await harness.openai.chat.completions.create({ ...chat, stream: true }, fake({ fault: 'malformed' }))
    expect(await rejection(collect(stream))).toBeInstanceOf(SyntaxError)
  })
})

describe('streams that end early', () => {
  it('cuts the connection after k chunks and charges those', async () => {
    const stream = await harness.openai.chat.completions.create(
      { ...chat, stream: true },
      fake({ cutAfterChunks: 3, chunks: 10, usage }),
    )
    const seen: string[] = []
    const error = await rejection(
      (async () => {
        for await (const chunk of stream) if (chunk.choices[0]?.delta.content) seen.push(chunk.choices[0].delta.content)
      })(),
    )
    expect(error).toBeInstanceOf(Error)
    expect(seen).toHaveLength(3)
    // 1000 x 2.50 + 30 x 10
    expect(harness.provider.bill()).toMatchObject({
      totalNanoUsd: 2_800_000n,
      lines: [{ partial: true, usage: { output: 30 } }],
    })
  })

  it.each(['chat', 'responses', 'messages'] as const)('sends the error event of %s after k chunks', async (kind) => {
    const options = fake({
      errorAfterChunks: 2,
      chunks: 4,
      usage,
      error: { message: 'out of luck' },
    })
    const streams = {
      chat: () => harness.openai.chat.completions.create({ ...chat, stream: true }, options),
      responses: () => harness.openai.responses.create({ model: 'gpt-4o', input: 'Hello', stream: true }, options),
      messages: () => harness.anthropic.messages.create({ ...message, stream: true }, options),
    }
    const error = await rejection(streams[kind]().then((stream: AsyncIterable<unknown>) => collect(stream)))
    expect(error).toBeInstanceOf(kind === 'messages' ? Anthropic.APIError : OpenAI.APIError)
    expect(error).toMatchObject({ message: expect.stringContaining('out of luck') })
    expect(harness.provider.requests[0]?.delivery).toEqual({
      outcome: 'error_event',
      chunksWritten: 2,
      generatedTokens: 50,
    })
  })

  it.each(['openai', 'anthropic'] as const)('sees that a client of %s left, and stops generating', async (kind) => {
    const options = fake({ chunks: 100, chunkDelayMillis: 5, usage })
    const stream: AsyncIterable<unknown> =
      kind === 'openai'
        ? await harness.openai.chat.completions.create({ ...chat, stream: true }, options)
        : await harness.anthropic.messages.create({ ...message, stream: true }, options)
    let events = 0
    for await (const _event of stream) if (++events === 8) break
    await harness.provider.idle()
    const delivery = harness.provider.requests[0]?.delivery
    expect(delivery?.outcome).toBe('client_closed')
    expect(delivery?.chunksWritten).toBeLessThan(100)
    expect(harness.provider.bill().lines).toMatchObject([
      { partial: true, usage: { input: 1000, output: delivery?.generatedTokens } },
    ])
  })

  it('charges nothing of the output when the client left before the first byte of a stream', async () => {
    await leaveOnArrival({ ...chat, stream: true }, { firstByteDelayMillis: 10_000, usage })
    expect(harness.provider.bill()).toMatchObject({ totalNanoUsd: 2_500_000n, lines: [{ partial: true }] })
  })
})

/** Calls, and aborts as soon as the provider has the request. */
async function leaveOnArrival(request: OpenAI.ChatCompletionCreateParams, behaviour: Behaviour): Promise<void> {
  const before = harness.provider.requests.length
  const abort = new AbortController()
  const failed = rejection(
    harness.openai.chat.completions.create(request, { signal: abort.signal, ...fake(behaviour) }),
  )
  await harness.provider.received(before + 1)
  abort.abort()
  expect(await failed).toBeInstanceOf(OpenAI.APIUserAbortError)
  await harness.provider.idle()
}
