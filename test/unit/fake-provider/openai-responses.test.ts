import { zodTextFormat } from 'openai/helpers/zod'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { collect, fake, useProvider } from './with-provider.ts'

const harness = useProvider()

describe('responses', () => {
  it('reports every usage field', async () => {
    const usage = { input: 100, cacheRead: 40, cacheWrite: 10, output: 50, reasoning: 20 }
    const response = await harness.openai.responses.create(
      { model: 'gpt-5', input: 'Hello' },
      fake({ usage, text: 'Hi.' }),
    )
    expect(response.usage).toEqual({
      input_tokens: 100,
      input_tokens_details: { cached_tokens: 40, cache_write_tokens: 10 },
      output_tokens: 50,
      output_tokens_details: { reasoning_tokens: 20 },
      total_tokens: 150,
    })
    expect(response.output_text).toBe('Hi.')
  })

  it('streams the full sequence of events, numbered without gaps', async () => {
    const stream = await harness.openai.responses.create(
      { model: 'gpt-4.1', input: 'Hello', stream: true },
      fake({ text: 'Hi.', chunks: 2 }),
    )
    const events = await collect(stream)
    expect(events.map((event) => event.type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ])
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index))
    expect(events[0]).toMatchObject({
      response: { usage: null, service_tier: 'auto', status: 'in_progress' },
    })
    expect(events.at(-1)).toMatchObject({
      response: { service_tier: 'default', status: 'completed' },
    })
  })

  it('streams reasoning, searches, text and function calls for the stream helper to rebuild', async () => {
    const behaviour = {
      reasoning: 'thinking about it',
      usage: { webSearches: 2 },
      text: 'done',
      toolCalls: [{ name: 'save', arguments: { a: 1 } }],
    }
    const request = { model: 'gpt-5', input: 'Hello' }
    const whole = await harness.openai.responses.create(request, fake(behaviour))
    const streamed = await harness.openai.responses.stream(request, fake(behaviour)).finalResponse()
    const types = ['reasoning', 'web_search_call', 'web_search_call', 'message', 'function_call']
    expect(whole.output.map((item) => item.type)).toEqual(types)
    expect(streamed.output.map((item) => item.type)).toEqual(types)
    expect(streamed.usage).toEqual(whole.usage)
    expect(whole).toMatchObject({ tool_usage: { web_search: { num_requests: 2 } } })
    const [first, second] = harness.provider.bill().lines
    expect(second?.nanoUsd).toBe(first?.nanoUsd)
  })

  it('parses a JSON schema', async () => {
    const shape = z.object({ ok: z.boolean() })
    const response = await harness.openai.responses.parse({
      model: 'gpt-4.1',
      input: 'Hello',
      text: { format: zodTextFormat(shape, 'verdict') },
    })
    expect(response.output_parsed).toEqual({ ok: true })
  })

  it('ends incomplete at max_output_tokens', async () => {
    const request = { model: 'gpt-4.1', input: 'Hello', max_output_tokens: 2 }
    const whole = await harness.openai.responses.create(request)
    expect(whole).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    })
    const events = await collect(await harness.openai.responses.create({ ...request, stream: true }))
    expect(events.at(-1)).toMatchObject({
      type: 'response.incomplete',
      response: { usage: { output_tokens: 2 } },
    })
  })

  it('fails without usage and without a charge', async () => {
    const failed = { code: 'server_error', message: 'out of luck' }
    const events = await collect(
      await harness.openai.responses.create({ model: 'gpt-4.1', input: 'Hello', stream: true }, fake({ failed })),
    )
    expect(events.at(-1)).toMatchObject({
      type: 'response.failed',
      response: { status: 'failed', error: failed, usage: null },
    })
    expect(harness.provider.bill()).toMatchObject({ totalNanoUsd: 0n, calls: 0 })
  })

  it('gives a stored response again without charging it again', async () => {
    const response = await harness.openai.responses.create({ model: 'gpt-4.1', input: 'Hello' })
    const again = await harness.openai.responses.retrieve(response.id)
    expect(again.usage).toEqual(response.usage)
    expect(harness.provider.bill().calls).toBe(1)
  })

  it('queues a background response and has its usage later', async () => {
    const response = await harness.openai.responses.create({
      model: 'gpt-4.1',
      input: 'Hello',
      background: true,
    })
    expect(response).toMatchObject({ status: 'queued', usage: null })
    expect(await harness.openai.responses.retrieve(response.id)).toMatchObject({
      status: 'completed',
    })
  })
})
