import { getEncoding } from 'js-tiktoken'
import { describe, expect, it } from 'vitest'
import { collect, fake, HELLO, useMetered } from './metered.ts'

const metered = useMetered()

const TEXT = 'The cost of a call is known when the last token has been read, so a meter waits for it.'
const SCRIPT = fake({ text: TEXT, chunks: 5, usage: { input: 20, output: 10 } })

describe('a stream that is read to its end', () => {
  it('has the usage that OpenAI sends last', async () => {
    const params = { model: 'gpt-4o', messages: HELLO, stream: true, stream_options: { include_usage: true } } as const
    const [first] = await collect(await metered.openai.chat.completions.create(params, SCRIPT))

    expect((await metered.onlySpan()).attributes).toEqual({
      ...metered.server,
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.request.stream': true,
      'openai.api.type': 'chat_completions',
      'gen_ai.response.id': first?.id,
      'gen_ai.response.model': 'gpt-4o-2024-08-06',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.response.time_to_first_chunk': expect.any(Number),
      'openai.response.system_fingerprint': 'fp_fake',
      'costspan.service_tier': 'default',
      'gen_ai.usage.input_tokens': 20,
      'gen_ai.usage.output_tokens': 10,
    })
  })

  it('is counted by a tokenizer, and marked so, when OpenAI was not asked for the usage', async () => {
    const [first] = await collect(
      await metered.openai.chat.completions.create({ model: 'gpt-4o', messages: HELLO, stream: true }, SCRIPT),
    )

    const tokens = (text: string): number => getEncoding('o200k_base').encode(text).length
    expect((await metered.onlySpan()).attributes).toEqual({
      ...metered.server,
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.request.stream': true,
      'openai.api.type': 'chat_completions',
      'gen_ai.response.id': first?.id,
      'gen_ai.response.model': 'gpt-4o-2024-08-06',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.response.time_to_first_chunk': expect.any(Number),
      'openai.response.system_fingerprint': 'fp_fake',
      'costspan.service_tier': 'default',
      // Three tokens for the message and three for the answer, as the chat format has them.
      'gen_ai.usage.input_tokens': tokens('user') + tokens('Hello') + 6,
      'gen_ai.usage.output_tokens': tokens(TEXT),
      'costspan.usage.estimated': true,
    })
    expect([tokens('user') + tokens('Hello') + 6, tokens(TEXT)]).toEqual([8, 22])
  })

  const schema = { type: 'object', properties: { colour: { type: 'string' } } }

  it.each([
    [
      'chat',
      () =>
        metered.openai.chat.completions.create(
          {
            model: 'gpt-4o',
            messages: HELLO,
            stream: true,
            response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } },
          },
          SCRIPT,
        ),
      'user',
    ],
    [
      'a response',
      () =>
        metered.openai.responses.create(
          {
            model: 'gpt-4o',
            input: 'Hello',
            stream: true,
            text: { format: { type: 'json_schema', name: 'answer', schema, strict: true } },
          },
          SCRIPT,
        ),
      '',
    ],
  ])('counts the schema that an answer of %s must have', async (_, call, role) => {
    for await (const _chunk of await call()) break

    const tokens = (text: string): number => getEncoding('o200k_base').encode(text).length
    const asked = [role, 'Hello', JSON.stringify({ name: 'answer', schema })]
    expect((await metered.onlySpan()).attributes).toMatchObject({
      'gen_ai.usage.input_tokens': asked.reduce((sum, text) => sum + tokens(text), 6),
      'costspan.usage.estimated': true,
    })
  })

  it('ends at the time of its last chunk, however long the counting takes', async () => {
    await collect(
      await metered.openai.chat.completions.create({ model: 'gpt-4o', messages: HELLO, stream: true }, SCRIPT),
    )
    const readAt = Date.now()
    await new Promise((resolve) => setTimeout(resolve, 50))

    const [span] = await metered.finishedSpans()
    const [seconds, nanos] = span?.endTime ?? [0, 0]
    expect(seconds * 1000 + nanos / 1e6).toBeLessThan(readAt + 40)
  })

  it('names the model and id of Azure, whose first chunk has neither', async () => {
    const { AzureOpenAI } = await import('openai')
    const azure = new AzureOpenAI({
      endpoint: metered.provider.url,
      apiKey: 'key',
      apiVersion: '2025-04-01-preview',
      maxRetries: 0,
    })
    const params = { model: 'gpt-4o', messages: HELLO, stream: true, stream_options: { include_usage: true } } as const
    const chunks = await collect(await azure.chat.completions.create(params, SCRIPT))

    expect(chunks[0]?.model).toBe('')
    expect((await metered.onlySpan()).attributes).toMatchObject({
      'gen_ai.provider.name': 'azure.ai.openai',
      'gen_ai.response.id': chunks.at(-1)?.id,
      'gen_ai.response.model': 'gpt-4o-2024-08-06',
      'gen_ai.usage.input_tokens': 20,
    })
  })

  it('has the usage of the last event of a response', async () => {
    await collect(await metered.openai.responses.create({ model: 'gpt-4o', input: 'Hello', stream: true }, SCRIPT))

    expect((await metered.onlySpan()).attributes).toMatchObject({
      'gen_ai.usage.input_tokens': 20,
      'gen_ai.usage.output_tokens': 10,
    })
  })

  it('has the totals of message_delta, not the placeholder of message_start', async () => {
    const usage = { input: 1000, cacheRead: 400, cacheWrite1h: 100, output: 50, webSearches: 1 }
    const params = { model: 'claude-haiku-4-5', max_tokens: 100, messages: HELLO, stream: true } as const
    await collect(await metered.anthropic.messages.create(params, fake({ usage, text: TEXT })))

    expect((await metered.onlySpan()).attributes).toEqual({
      ...metered.server,
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': 'claude-haiku-4-5',
      'gen_ai.request.max_tokens': 100,
      'gen_ai.request.stream': true,
      'gen_ai.response.id': expect.stringMatching(/^msg_/),
      'gen_ai.response.model': 'claude-haiku-4-5-20251001',
      'gen_ai.response.finish_reasons': ['end_turn'],
      'gen_ai.response.time_to_first_chunk': expect.any(Number),
      'costspan.service_tier': 'standard',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.cache_read.input_tokens': 400,
      'gen_ai.usage.cache_write.input_tokens': 100,
      'costspan.usage.cache_write_1h.input_tokens': 100,
      'gen_ai.usage.output_tokens': 50,
      'costspan.usage.tool_calls.web_search': 1,
    })
  })

  it('keeps the input that Anthropic told and counts the output when message_delta has no usage', async () => {
    const params = { model: 'claude-haiku-4-5', max_tokens: 100, messages: HELLO, stream: true } as const
    await collect(
      await metered.anthropic.messages.create(params, fake({ usage: { input: 1000 }, rawUsage: {}, text: 'Hello' })),
    )

    expect((await metered.onlySpan()).attributes).toMatchObject({
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 1,
      'costspan.usage.estimated': true,
    })
  })

  it('counts what was asked, not what the application asks next', async () => {
    const messages = [...HELLO]
    const stream = await metered.openai.chat.completions.create({ model: 'gpt-4o', messages, stream: true }, SCRIPT)
    messages.push({ role: 'user', content: 'And another question, which this answer was not made for.' })
    await collect(stream)

    expect((await metered.onlySpan()).attributes['gen_ai.usage.input_tokens']).toBe(8)
  })
})
