import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { describe, expect, it } from 'vitest'
import { fake, HELLO, useMetered } from './metered.ts'

const metered = useMetered()

describe('the span of a call', () => {
  it('tells all that is known of a chat completion', async () => {
    const usage = { input: 1042, cacheRead: 512, output: 317, reasoning: 256 }
    const completion = await metered.openai.chat.completions.create(
      {
        model: 'gpt-5',
        messages: HELLO,
        max_completion_tokens: 500,
        temperature: 0.5,
        top_p: 0.9,
        frequency_penalty: 0.1,
        presence_penalty: 0.2,
        stop: 'END',
        n: 1,
        seed: 7,
        reasoning_effort: 'low',
        service_tier: 'flex',
      },
      fake({ usage, serviceTier: 'flex' }),
    )

    expect(await metered.onlySpan()).toEqual({
      name: 'chat gpt-5',
      kind: SpanKind.CLIENT,
      status: { code: SpanStatusCode.UNSET },
      attributes: {
        ...metered.server,
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'gpt-5',
        'gen_ai.request.max_tokens': 500,
        'gen_ai.request.temperature': 0.5,
        'gen_ai.request.top_p': 0.9,
        'gen_ai.request.frequency_penalty': 0.1,
        'gen_ai.request.presence_penalty': 0.2,
        'gen_ai.request.stop_sequences': ['END'],
        'gen_ai.request.choice.count': 1,
        'gen_ai.request.seed': 7,
        'gen_ai.request.reasoning.level': 'low',
        'openai.api.type': 'chat_completions',
        'openai.request.service_tier': 'flex',
        'gen_ai.response.id': completion.id,
        'gen_ai.response.model': 'gpt-5-2025-08-07',
        'gen_ai.response.finish_reasons': ['stop'],
        'openai.response.system_fingerprint': 'fp_fake',
        'costspan.service_tier': 'flex',
        'gen_ai.usage.input_tokens': 1042,
        'gen_ai.usage.cache_read.input_tokens': 512,
        'gen_ai.usage.output_tokens': 317,
        'gen_ai.usage.reasoning.output_tokens': 256,
      },
    })
  })

  it('tells all that is known of a response', async () => {
    const { id } = await metered.openai.responses.create(
      { model: 'gpt-4o', input: 'Hello', max_output_tokens: 100 },
      fake({ usage: { input: 20, output: 10 } }),
    )

    expect((await metered.onlySpan()).attributes).toEqual({
      ...metered.server,
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.request.max_tokens': 100,
      'openai.api.type': 'responses',
      'gen_ai.response.id': id,
      'gen_ai.response.model': 'gpt-4o-2024-08-06',
      'gen_ai.response.finish_reasons': ['stop'],
      'costspan.service_tier': 'default',
      'gen_ai.usage.input_tokens': 20,
      'gen_ai.usage.output_tokens': 10,
    })
  })

  it('tells all that is known of a message', async () => {
    const usage = { input: 1000, cacheRead: 400, cacheWrite: 100, cacheWrite1h: 200, output: 50, webSearches: 2 }
    const params = { model: 'claude-haiku-4-5', max_tokens: 1024, messages: HELLO, stop_sequences: ['END'] }
    const { id } = await metered.anthropic.messages.create(params, fake({ usage, inferenceGeo: 'us' }))

    expect(await metered.onlySpan()).toEqual({
      name: 'chat claude-haiku-4-5',
      kind: SpanKind.CLIENT,
      status: { code: SpanStatusCode.UNSET },
      attributes: {
        ...metered.server,
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'anthropic',
        'gen_ai.request.model': 'claude-haiku-4-5',
        'gen_ai.request.max_tokens': 1024,
        'gen_ai.request.stop_sequences': ['END'],
        'gen_ai.response.id': id,
        'gen_ai.response.model': 'claude-haiku-4-5-20251001',
        'gen_ai.response.finish_reasons': ['end_turn'],
        'costspan.service_tier': 'standard',
        'costspan.region': 'us',
        'gen_ai.usage.input_tokens': 1000,
        'gen_ai.usage.cache_read.input_tokens': 400,
        'gen_ai.usage.cache_write.input_tokens': 300,
        'costspan.usage.cache_write_1h.input_tokens': 200,
        'gen_ai.usage.output_tokens': 50,
        'costspan.usage.tool_calls.web_search': 2,
      },
    })
  })

  it('passes on what a gateway says the call cost', async () => {
    const rawUsage = {
      prompt_tokens: 194,
      completion_tokens: 2,
      cost: 0.25,
      is_byok: true,
      cost_details: { upstream_inference_cost: 0.5 },
    }
    await metered.openai.chat.completions.create(
      { model: 'anthropic/claude-sonnet-4.5', messages: HELLO },
      fake({ rawUsage }),
    )

    expect((await metered.onlySpan()).attributes).toMatchObject({
      'gen_ai.usage.cost.amount': 0.75,
      'gen_ai.usage.cost.currency': 'USD',
      'gen_ai.usage.cost.source': 'provider',
    })
  })

  it('has no usage, and claims no lost attempt, when a whole answer tells none', async () => {
    await metered.openai.chat.completions.create({ model: 'gpt-4o', messages: HELLO }, fake({ rawUsage: null }))

    const names = Object.keys((await metered.onlySpan()).attributes)
    expect(names.filter((name) => name.includes('usage') || name.includes('attempt'))).toEqual([])
  })

  it('ends well when the answer has no body', async () => {
    expect(
      await metered.openai.chat.completions.create({ model: 'gpt-4o', messages: HELLO }, fake({ fault: 'empty' })),
    ).toBeNull()

    expect((await metered.onlySpan()).attributes).toEqual({
      ...metered.server,
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'openai.api.type': 'chat_completions',
    })
  })

  it('is not made for a call that is free and answers with no inference', async () => {
    await metered.anthropic.messages.countTokens({ model: 'claude-haiku-4-5', messages: HELLO })
    await metered.openai.models.list()

    expect(await metered.finishedSpans()).toEqual([])
  })
})

describe('other operations', () => {
  it.each([
    [
      'embeddings',
      () =>
        metered.openai.embeddings.create(
          { model: 'text-embedding-3-small', input: 'Hello', dimensions: 8 },
          fake({ usage: { input: 8 } }),
        ),
      { 'gen_ai.embeddings.dimension.count': 8, 'gen_ai.usage.input_tokens': 8, 'gen_ai.usage.output_tokens': 0 },
    ],
    [
      'moderation',
      () => metered.openai.moderations.create({ input: 'Hello' }),
      { 'gen_ai.usage.input_tokens': 0, 'gen_ai.usage.output_tokens': 0 },
    ],
    [
      'speech',
      () => metered.openai.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'Hello' }),
      { 'gen_ai.output.type': 'speech', 'costspan.usage.units.characters': 5 },
    ],
    [
      'image_generation',
      () => metered.openai.images.generate({ model: 'dall-e-3', prompt: 'a cat', size: '1024x1792', quality: 'hd' }),
      { 'gen_ai.output.type': 'image', 'costspan.usage.units.image.1024x1792.hd': 1 },
    ],
    [
      'transcription',
      () =>
        metered.openai.audio.transcriptions.create(
          { model: 'whisper-1', file: new File(['RIFF'], 'a.wav') },
          fake({ usage: { audioSeconds: 9 } }),
        ),
      { 'gen_ai.output.type': 'text', 'costspan.usage.units.audio_seconds': 9 },
    ],
    [
      'text_completion',
      () =>
        metered.openai.completions.create(
          { model: 'gpt-3.5-turbo-instruct', prompt: 'Say hello' },
          fake({ usage: { input: 5, output: 7 } }),
        ),
      { 'gen_ai.usage.input_tokens': 5, 'gen_ai.usage.output_tokens': 7 },
    ],
  ] as const)('make spans of %s', async (operation, call, amounts) => {
    await call()

    const { attributes } = await metered.onlySpan()
    const isAmount = (name: string): boolean => /usage|output\.type|dimension/.test(name)
    expect(Object.fromEntries(Object.entries(attributes).filter(([name]) => isAmount(name)))).toEqual(amounts)
    expect(attributes).toMatchObject({
      ...metered.server,
      'gen_ai.operation.name': operation,
      'gen_ai.provider.name': 'openai',
    })
  })

  it('make spans of beta messages', async () => {
    await metered.anthropic.beta.messages.create(
      { model: 'claude-haiku-4-5', max_tokens: 9, messages: HELLO },
      fake({ usage: { input: 9, output: 3 } }),
    )

    expect((await metered.onlySpan()).attributes).toMatchObject({
      'gen_ai.usage.input_tokens': 9,
      'gen_ai.usage.output_tokens': 3,
    })
  })
})
