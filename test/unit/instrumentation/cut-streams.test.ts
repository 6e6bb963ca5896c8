import { SpanStatusCode } from '@opentelemetry/api'
import type { Stream } from 'openai/streaming'
import { describe, expect, it } from 'vitest'
import { fake, HELLO, rejection, useMetered } from './metered.ts'

const metered = useMetered()

const PARAMS = { model: 'gpt-4o', messages: HELLO, stream: true, max_completion_tokens: 50 } as const
/** Slow enough that a reader which leaves is seen to leave. */
const SCRIPT = fake({ text: 'one two six ten', chunks: 4, chunkDelayMillis: 5 })

type Chunks = Stream<{ choices: { delta: { content?: string | null } }[] }>
type Reader = (stream: Chunks) => Promise<void>

const readTwo = async (stream: Chunks, then: () => void): Promise<void> => {
  let read = 0
  for await (const chunk of stream) if (chunk.choices[0]?.delta.content && ++read === 2) return then()
}

const readToEnd = async (stream: Chunks): Promise<void> => {
  for await (const _ of stream);
}

const READERS: Readonly<Record<string, Reader>> = {
  'by break': (stream) => readTwo(stream, () => {}),
  'by a throw in the loop': async (stream) => {
    const leave = readTwo(stream, () => {
      throw new RangeError('enough')
    })
    expect(await rejection(leave)).toEqual(new RangeError('enough'))
  },
  'by return() of its iterator': async (stream) => {
    const iterator = stream[Symbol.asyncIterator]()
    for (let step = 0; step < 3; step++) await iterator.next()
    expect(await iterator.return?.()).toEqual({ done: true, value: undefined })
  },
  'by throw() of its iterator': async (stream) => {
    const iterator = stream[Symbol.asyncIterator]()
    for (let step = 0; step < 3; step++) await iterator.next()
    expect(await rejection(Promise.resolve(iterator.throw?.(new RangeError('enough'))))).toEqual(
      new RangeError('enough'),
    )
  },
  'by an abort between two chunks': (stream) => readTwo(stream, () => stream.controller.abort()),
}

describe('a stream that the application leaves', () => {
  it.each(Object.entries(READERS))('%s ends once, with what was generated, and without an error', async (_, read) => {
    await read(await metered.openai.chat.completions.create(PARAMS, SCRIPT))

    const { attributes, status } = await metered.onlySpan()
    expect(attributes).toEqual({
      ...metered.server,
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.request.stream': true,
      'gen_ai.request.max_tokens': 50,
      'openai.api.type': 'chat_completions',
      'gen_ai.response.id': expect.stringMatching(/^chatcmpl-/),
      'gen_ai.response.model': 'gpt-4o-2024-08-06',
      'gen_ai.response.time_to_first_chunk': expect.any(Number),
      'openai.response.system_fingerprint': 'fp_fake',
      'costspan.service_tier': 'default',
      // "one two"
      'gen_ai.usage.output_tokens': 2,
      'gen_ai.usage.input_tokens': 8,
      'costspan.usage.estimated': true,
      'costspan.attempts.unobserved': 1,
      'costspan.attempts.max_input_tokens': JSON.stringify(PARAMS).length,
      'costspan.attempts.max_output_tokens': 50,
    })
    expect(status).toEqual({ code: SpanStatusCode.UNSET })
  })

  it('by an abort while it waits for a chunk ends as cut', async () => {
    const stream = await metered.openai.chat.completions.create(
      PARAMS,
      fake({ text: 'one two', chunks: 2, chunkDelayMillis: 60_000 }),
    )
    const reading = readToEnd(stream)
    await metered.provider.received(1)
    stream.controller.abort()
    await reading

    const { attributes, status } = await metered.onlySpan()
    expect(attributes).toMatchObject({ 'costspan.attempts.unobserved': 1 })
    expect(attributes).not.toHaveProperty('error.type')
    expect(status).toEqual({ code: SpanStatusCode.UNSET })
  })

  it('by a signal of its own ends as cut', async () => {
    const controller = new AbortController()
    const stream = await metered.openai.chat.completions.create(PARAMS, { ...SCRIPT, signal: controller.signal })
    await readTwo(stream, () => controller.abort())

    expect((await metered.onlySpan()).attributes).toMatchObject({
      'gen_ai.usage.output_tokens': 2,
      'costspan.usage.estimated': true,
      'costspan.attempts.unobserved': 1,
    })
  })

  it('after the usage has come has nothing unobserved', async () => {
    const params = { ...PARAMS, stream_options: { include_usage: true } }
    const stream = await metered.openai.chat.completions.create(params, fake({ usage: { input: 20, output: 10 } }))
    for await (const chunk of stream) if (chunk.usage) break

    const { attributes } = await metered.onlySpan()
    expect(attributes).toMatchObject({ 'gen_ai.usage.input_tokens': 20, 'gen_ai.usage.output_tokens': 10 })
    expect(Object.keys(attributes).filter((name) => /attempts|estimated/.test(name))).toEqual([])
  })

  it('keeps the input that Anthropic told at the start, and counts the output', async () => {
    const params = { model: 'claude-haiku-4-5', max_tokens: 100, messages: HELLO, stream: true } as const
    const script = fake({
      usage: { input: 1000, cacheRead: 400 },
      text: 'one two six ten',
      chunks: 4,
      chunkDelayMillis: 5,
    })
    for await (const event of await metered.anthropic.messages.create(params, script)) {
      if (event.type === 'content_block_delta') break
    }

    expect((await metered.onlySpan()).attributes).toMatchObject({
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.cache_read.input_tokens': 400,
      'gen_ai.usage.output_tokens': 1,
      'costspan.usage.estimated': true,
      'costspan.attempts.unobserved': 1,
      'costspan.attempts.max_input_tokens': 1000,
      'costspan.attempts.max_output_tokens': 100,
    })
  })
})

describe('a stream that breaks', () => {
  it('because the server cuts the connection is a failure with what was generated', async () => {
    const script = fake({ text: 'one two six ten', chunks: 4, chunkDelayMillis: 5, cutAfterChunks: 2 })
    const stream = await metered.openai.chat.completions.create(PARAMS, script)
    expect(await rejection(readToEnd(stream))).toBeInstanceOf(Error)

    expect(await metered.onlySpan()).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: {
        'error.type': expect.any(String),
        'gen_ai.usage.output_tokens': 2,
        'costspan.usage.estimated': true,
        'costspan.attempts.unobserved': 1,
      },
    })
  })

  it('by an error event in the middle names the error', async () => {
    const script = fake({ text: 'one two six ten', chunks: 4, errorAfterChunks: 2, error: { code: 'server_error' } })
    const stream = await metered.openai.chat.completions.create(PARAMS, script)
    expect(await rejection(readToEnd(stream))).toBeInstanceOf(Error)

    const { attributes, status } = await metered.onlySpan()
    expect(attributes).toMatchObject({
      'error.type': expect.any(String),
      'gen_ai.usage.output_tokens': 2,
      'costspan.usage.estimated': true,
      'costspan.attempts.unobserved': 1,
    })
    expect(status).toEqual({ code: SpanStatusCode.ERROR })
  })
})
