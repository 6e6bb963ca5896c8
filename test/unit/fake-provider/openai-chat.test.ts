import { AzureOpenAI } from 'openai'
import { zodResponseFormat } from 'openai/helpers/zod'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { collect, fake, HELLO, useProvider } from './with-provider.ts'

const harness = useProvider()
const usage = {
  input: 100,
  cacheRead: 40,
  inputAudio: 5,
  output: 50,
  reasoning: 20,
  acceptedPrediction: 3,
}
const wireUsage = {
  prompt_tokens: 100,
  completion_tokens: 50,
  total_tokens: 150,
  prompt_tokens_details: { cached_tokens: 40, audio_tokens: 5 },
  completion_tokens_details: {
    reasoning_tokens: 20,
    audio_tokens: 0,
    accepted_prediction_tokens: 3,
    rejected_prediction_tokens: 0,
  },
}

describe('chat completions', () => {
  it('answers the same request with the same text and usage', async () => {
    const ask = () => harness.openai.chat.completions.create({ model: 'gpt-4o', messages: HELLO })
    const [one, two] = [await ask(), await ask()]
    expect(one.choices).toEqual(two.choices)
    expect(one.usage).toEqual(two.usage)
    expect(one.model).toBe('gpt-4o-2024-08-06')
    expect(one.service_tier).toBe('default')
  })

  it('reports every usage field that a behaviour asks for', async () => {
    const completion = await harness.openai.chat.completions.create(
      { model: 'gpt-4o', messages: HELLO },
      fake({ usage }),
    )
    expect(completion.usage).toEqual(wireUsage)
  })

  it('lets the wire lie about usage without touching the bill', async () => {
    const behaviour = { usage: { input: 1000, output: 0 }, text: '', rawUsage: null }
    const completion = await harness.openai.chat.completions.create(
      { model: 'gpt-4o', messages: HELLO },
      fake(behaviour),
    )
    expect(completion.usage).toBeUndefined()
    expect(harness.provider.bill().totalNanoUsd).toBe(2_500_000n)
  })

  it('puts usage into one last chunk without choices when include_usage is set', async () => {
    const stream = await harness.openai.chat.completions.create(
      { model: 'gpt-4o', messages: HELLO, stream: true, stream_options: { include_usage: true } },
      fake({ text: 'four words of text', chunks: 4, usage }),
    )
    const chunks = await collect(stream)
    expect(chunks.map((chunk) => chunk.usage)).toEqual([null, null, null, null, null, null, wireUsage])
    expect(chunks.at(-1)?.choices).toEqual([])
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('four words of text')
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop')
  })

  it('does not mention usage in a stream that did not ask for it', async () => {
    const stream = await harness.openai.chat.completions.create({
      model: 'gpt-4o',
      messages: HELLO,
      stream: true,
    })
    const chunks = await collect(stream)
    expect(chunks.some((chunk) => 'usage' in chunk)).toBe(false)
  })

  it('keeps whole characters when a text with emoji is cut into chunks', async () => {
    const stream = await harness.openai.chat.completions.create(
      { model: 'gpt-4o', messages: HELLO, stream: true },
      fake({ text: '👍👍👍👍👍', chunks: 5 }),
    )
    const chunks = await collect(stream)
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content).filter(Boolean)).toEqual([
      '👍',
      '👍',
      '👍',
      '👍',
      '👍',
    ])
  })

  it('stops at max_tokens with finish_reason length', async () => {
    const completion = await harness.openai.chat.completions.create({
      model: 'gpt-4o',
      messages: HELLO,
      max_tokens: 3,
    })
    expect(completion.choices[0]?.finish_reason).toBe('length')
    expect(completion.usage?.completion_tokens).toBe(3)
  })

  it('gives n choices, whole and streamed', async () => {
    const whole = await harness.openai.chat.completions.create({
      model: 'gpt-4o',
      messages: HELLO,
      n: 3,
    })
    expect(whole.choices.map((choice) => choice.index)).toEqual([0, 1, 2])
    const stream = await harness.openai.chat.completions.create({
      model: 'gpt-4o',
      messages: HELLO,
      n: 3,
      stream: true,
    })
    const finished = (await collect(stream)).filter((chunk) => chunk.choices[0]?.finish_reason === 'stop')
    expect(finished.map((chunk) => chunk.choices[0]?.index)).toEqual([0, 1, 2])
    const [first, second] = harness.provider.bill().lines
    expect(first?.usage).toEqual(second?.usage)
  })

  it('matches a JSON schema, for parse and for the stream helper', async () => {
    const shape = z.object({
      name: z.string(),
      tags: z.array(z.enum(['a', 'b'])),
      size: z.number().nullable(),
    })
    const request = {
      model: 'gpt-4o',
      messages: HELLO,
      response_format: zodResponseFormat(shape, 'thing'),
    }
    const parsed = await harness.openai.chat.completions.parse(request)
    const streamed = await harness.openai.chat.completions.stream(request).finalChatCompletion()
    expect(shape.parse(parsed.choices[0]?.message.parsed)).toEqual({
      name: 'text',
      tags: ['a'],
      size: 1,
    })
    expect(streamed.choices[0]?.message.parsed).toEqual(parsed.choices[0]?.message.parsed)
  })

  it('calls a forced tool, whole and streamed', async () => {
    const parameters = { type: 'object', properties: { city: { type: 'string' } } }
    const request = {
      model: 'gpt-4o',
      messages: HELLO,
      tools: [{ type: 'function' as const, function: { name: 'weather', parameters } }],
      tool_choice: 'required' as const,
    }
    const whole = await harness.openai.chat.completions.create(request)
    const streamed = await harness.openai.chat.completions.stream(request).finalChatCompletion()
    const call = { type: 'function', function: { name: 'weather', arguments: '{"city":"text"}' } }
    expect(whole.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, tool_calls: [call] },
    })
    expect(streamed.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [call] },
    })
  })

  it('serves a tool runner: first the scripted call, then the answer', async () => {
    harness.provider.script([{ toolCalls: [{ name: 'add', arguments: { a: 1, b: 2 } }] }, { text: 'three' }])
    const seen: unknown[] = []
    const runner = harness.openai.chat.completions.runTools({
      model: 'gpt-4o',
      messages: HELLO,
      tools: [
        {
          type: 'function',
          function: {
            name: 'add',
            description: 'adds',
            parameters: { type: 'object', properties: {} },
            parse: JSON.parse,
            function: (input: unknown) => {
              seen.push(input)
              return '3'
            },
          },
        },
      ],
    })
    expect(await runner.finalContent()).toBe('three')
    expect(seen).toEqual([{ a: 1, b: 2 }])
    expect(harness.provider.bill().calls).toBe(2)
  })

  it('streams a refusal', async () => {
    const stream = harness.openai.chat.completions.stream(
      { model: 'gpt-4o', messages: HELLO },
      fake({ refusal: 'I will not do that.' }),
    )
    const completion = await stream.finalChatCompletion()
    expect(completion.choices[0]?.message).toMatchObject({
      content: null,
      refusal: 'I will not do that.',
    })
  })

  it('speaks when the modality audio is asked for', async () => {
    const completion = await harness.openai.chat.completions.create(
      {
        model: 'gpt-audio',
        messages: HELLO,
        modalities: ['text', 'audio'],
        audio: { voice: 'alloy', format: 'wav' },
      },
      fake({ text: 'hi', usage: { input: 10, inputAudio: 4, output: 30, outputAudio: 20 } }),
    )
    expect(completion.choices[0]?.message.audio?.transcript).toBe('hi')
    // 6 x 2.50 + 4 x 32 + 10 x 10 + 20 x 64, in USD per million
    expect(harness.provider.bill().totalNanoUsd).toBe(1_523_000n)
  })

  it('answers Azure deployments, whose streams open with a filter verdict', async () => {
    const azure = new AzureOpenAI({
      endpoint: harness.provider.url,
      apiKey: 'key',
      apiVersion: '2025-04-01-preview',
      deployment: 'gpt-4o',
    })
    const stream = await azure.chat.completions.create({
      model: 'gpt-4o',
      messages: HELLO,
      stream: true,
    })
    const chunks = await collect(stream)
    expect(chunks[0]).toMatchObject({
      choices: [],
      model: '',
      prompt_filter_results: [{ prompt_index: 0 }],
    })
    expect(harness.provider.requests[0]).toMatchObject({
      path: '/openai/deployments/gpt-4o/chat/completions',
      query: 'api-version=2025-04-01-preview',
    })
    expect(harness.provider.bill().lines[0]).toMatchObject({
      model: 'gpt-4o-2024-08-06',
      partial: false,
    })
  })
})
