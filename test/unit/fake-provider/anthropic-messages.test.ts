import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { collect, fake, HELLO, useProvider } from './with-provider.ts'

const harness = useProvider()
const request = { model: 'claude-haiku-4-5', max_tokens: 1000, messages: HELLO }
const usage = {
  input: 1000,
  cacheRead: 400,
  cacheWrite: 200,
  cacheWrite1h: 100,
  output: 80,
  reasoning: 30,
  webSearches: 2,
  webFetches: 1,
}
const wireUsage = {
  input_tokens: 300,
  cache_creation_input_tokens: 300,
  cache_read_input_tokens: 400,
  output_tokens: 80,
  output_tokens_details: { thinking_tokens: 30 },
  server_tool_use: { web_search_requests: 2, web_fetch_requests: 1 },
}

describe('messages', () => {
  it('reports every usage field, the input without its cached parts', async () => {
    const message = await harness.anthropic.messages.create(request, fake({ usage, inferenceGeo: 'us' }))
    expect(message.usage).toEqual({
      ...wireUsage,
      cache_creation: { ephemeral_5m_input_tokens: 200, ephemeral_1h_input_tokens: 100 },
      service_tier: 'standard',
      inference_geo: 'us',
    })
    // (300 x 1 + 400 x 0.10 + 200 x 1.25 + 100 x 2 + 80 x 5) / 1e6 + 2 searches x 0.01 USD
    expect(harness.provider.bill().totalNanoUsd).toBe(1_190_000n + 20_000_000n)
  })

  it('streams the events in order, with a placeholder first and cumulative usage last', async () => {
    const stream = await harness.anthropic.messages.create(
      { ...request, stream: true },
      fake({ text: 'Hi you', chunks: 2 }),
    )
    const events = await collect(stream)
    expect(events.map((event) => event.type)).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ])
    expect(events[0]).toMatchObject({
      message: { stop_reason: null, usage: { output_tokens: 1 } },
    })
    expect(events[5]).toMatchObject({
      delta: { stop_reason: 'end_turn' },
      usage: { output_tokens: 2 },
    })
  })

  it('sends a ping, which the SDK hides', async () => {
    const response = await harness.anthropic.messages.create({ ...request, stream: true }).asResponse()
    expect(await response.text()).toContain('event: ping\ndata: {"type":"ping"}\n\n')
  })

  it('streams thinking, searches, text and tools for the stream helper to rebuild', async () => {
    const behaviour = {
      usage,
      reasoning: 'thinking about it',
      text: 'done',
      toolCalls: [{ name: 'save', arguments: { a: [1, 2] } }],
    }
    const whole = await harness.anthropic.messages.create(request, fake(behaviour))
    const streamed = await harness.anthropic.messages.stream(request, fake(behaviour)).finalMessage()
    expect(streamed.content.map((block) => block.type)).toEqual(whole.content.map((block) => block.type))
    expect(streamed.content.at(-1)).toMatchObject({ name: 'save', input: { a: [1, 2] } })
    expect(streamed.usage).toMatchObject(wireUsage)
    expect(streamed.stop_reason).toBe('tool_use')
  })

  it('does not know at the start what searches will add to the input', async () => {
    const stream = await harness.anthropic.messages.create({ ...request, stream: true }, fake({ usage }))
    const events = await collect(stream)
    expect(events[0]).toMatchObject({
      message: { usage: { input_tokens: 150, server_tool_use: null } },
    })
    expect(events.at(-2)).toMatchObject({ usage: wireUsage })
  })

  it('serves the beta endpoint', async () => {
    const message = await harness.anthropic.beta.messages.create({
      ...request,
      betas: ['context-1m-2025-08-07'],
    })
    expect(message.role).toBe('assistant')
    expect(harness.provider.requests[0]).toMatchObject({
      path: '/anthropic/v1/messages',
      headers: { 'anthropic-beta': 'context-1m-2025-08-07' },
    })
  })

  it('parses a JSON schema', async () => {
    const format = zodOutputFormat(z.object({ ok: z.boolean() }))
    const message = await harness.anthropic.messages.parse({
      ...request,
      output_config: { format },
    })
    expect(message.parsed_output).toEqual({ ok: true })
  })

  it('calls a forced tool', async () => {
    const input_schema = { type: 'object' as const, properties: { city: { type: 'string' } } }
    const message = await harness.anthropic.messages.create({
      ...request,
      tools: [{ name: 'weather', input_schema }],
      tool_choice: { type: 'tool', name: 'weather' },
    })
    expect(message.content).toMatchObject([{ type: 'tool_use', name: 'weather', input: { city: 'text' } }])
  })

  it('thinks when asked to, stops at max_tokens, and refuses when told to', async () => {
    const thought = await harness.anthropic.messages.create({
      ...request,
      max_tokens: 3000,
      thinking: { type: 'enabled', budget_tokens: 1024 },
    })
    expect(thought.content.map((block) => block.type)).toEqual(['thinking', 'text'])
    const short = await harness.anthropic.messages.create({ ...request, max_tokens: 2 })
    expect(short).toMatchObject({ stop_reason: 'max_tokens', usage: { output_tokens: 2 } })
    const refused = await harness.anthropic.messages.create(request, fake({ refusal: 'No.' }))
    expect(refused).toMatchObject({
      stop_reason: 'refusal',
      stop_details: { type: 'refusal', explanation: 'No.' },
    })
  })

  it('counts tokens for nothing', async () => {
    const { max_tokens, ...countable } = request
    const { input_tokens } = await harness.anthropic.messages.countTokens(countable)
    const message = await harness.anthropic.messages.create({ ...countable, max_tokens })
    expect(message.usage.input_tokens).toBe(input_tokens)
    expect(harness.provider.bill().calls).toBe(1)
  })

  it('runs a batch at half the price and says so', async () => {
    const batch = await harness.anthropic.messages.batches.create(
      { requests: [{ custom_id: 'one', params: request }] },
      fake({ usage: { input: 1000, output: 100 } }),
    )
    const results = await collect(await harness.anthropic.messages.batches.results(batch.id))
    expect(results).toMatchObject([
      {
        custom_id: 'one',
        result: {
          type: 'succeeded',
          message: { usage: { service_tier: 'batch', output_tokens: 100 } },
        },
      },
    ])
    expect(harness.provider.bill().totalNanoUsd).toBe(750_000n)
  })
})
