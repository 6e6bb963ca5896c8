import { toFile } from 'openai'
import { describe, expect, it } from 'vitest'

import { collect, fake, useProvider } from './with-provider.ts'

const harness = useProvider()

describe('embeddings', () => {
  it('gives the same vectors as numbers and as base64', async () => {
    const request = { model: 'text-embedding-3-small', input: ['one', 'two'], dimensions: 8 }
    const decoded = await harness.openai.embeddings.create(request)
    const floats = await harness.openai.embeddings.create({ ...request, encoding_format: 'float' })
    expect(harness.provider.requests.map(({ body }) => body)).toMatchObject([
      { encoding_format: 'base64' },
      { encoding_format: 'float' },
    ])
    expect(decoded.data.map(({ embedding }) => embedding)).toEqual(floats.data.map(({ embedding }) => embedding))
    expect(decoded.data.map(({ embedding }) => embedding.length)).toEqual([8, 8])
    expect(decoded.usage).toEqual({ prompt_tokens: 2, total_tokens: 2 })
  })
})

describe('images', () => {
  it('reports the usage of GPT Image models and charges it', async () => {
    const usage = { input: 50, inputImage: 20, output: 1056 }
    const answer = await harness.openai.images.generate({ model: 'gpt-image-1', prompt: 'a cat' }, fake({ usage }))
    expect(answer.usage).toEqual({
      input_tokens: 50,
      input_tokens_details: { text_tokens: 30, image_tokens: 20 },
      output_tokens: 1056,
      output_tokens_details: { text_tokens: 0, image_tokens: 1056 },
      total_tokens: 1106,
    })
    // 30 x 5 + 20 x 10 + 1056 x 40, in USD per million
    expect(harness.provider.bill().totalNanoUsd).toBe(42_590_000n)
  })

  it('streams a partial image and then the completed one with usage', async () => {
    const stream = await harness.openai.images.generate({
      model: 'gpt-image-1',
      prompt: 'a cat',
      stream: true,
    })
    const events = await collect(stream)
    expect(events.map((event) => event.type)).toEqual(['image_generation.partial_image', 'image_generation.completed'])
    expect(events[1]).toMatchObject({ usage: { output_tokens: 1056 } })
  })

  it('reads the upload of an edit', async () => {
    const image = await toFile(Buffer.from('picture'), 'cat.png', { type: 'image/png' })
    const answer = await harness.openai.images.edit({
      model: 'gpt-image-1',
      image,
      prompt: 'a dog',
    })
    expect(answer.usage?.input_tokens_details.image_tokens).toBe(323)
  })

  it('reports no usage for DALL-E, and has no price for it', async () => {
    const answer = await harness.openai.images.generate({ model: 'dall-e-3', prompt: 'a cat' })
    expect(answer.usage).toBeUndefined()
    expect(answer.data?.[0]?.url).toMatch(/^https:/)
    expect(harness.provider.bill()).toMatchObject({
      calls: 0,
      unpriced: [{ model: 'dall-e-3', reason: 'unknown_model' }],
    })
  })
})

describe('audio', () => {
  it('speaks in bytes of the asked type', async () => {
    const response = await harness.openai.audio.speech.create({
      model: 'tts-1',
      voice: 'alloy',
      input: 'Hello you',
    })
    expect(response.headers.get('content-type')).toBe('audio/mpeg')
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0)
    // 9 characters at 15 USD per million
    expect(harness.provider.bill().totalNanoUsd).toBe(135_000n)
  })

  it('tells the usage of speech in the last event of its stream', async () => {
    const response = await harness.openai.audio.speech.create(
      { model: 'gpt-4o-mini-tts', voice: 'alloy', input: 'Hello', stream_format: 'sse' },
      fake({ usage: { input: 2, output: 10 } }),
    )
    const events = (await response.text()).trim().split('\n\n')
    expect(JSON.parse(events.at(-1)?.slice('data: '.length) ?? '')).toEqual({
      type: 'speech.audio.done',
      usage: { input_tokens: 2, output_tokens: 10, total_tokens: 12 },
    })
  })

  it('bills Whisper by seconds', async () => {
    const file = await toFile(Buffer.alloc(32_001), 'talk.wav')
    const answer = await harness.openai.audio.transcriptions.create({ model: 'whisper-1', file })
    expect(answer).toMatchObject({ usage: { type: 'duration', seconds: 3 } })
    expect(harness.provider.bill().totalNanoUsd).toBe(300_000n)
  })

  it('bills newer transcription by tokens, streamed too', async () => {
    const file = await toFile(Buffer.alloc(16_000), 'talk.wav')
    const stream = await harness.openai.audio.transcriptions.create(
      { model: 'gpt-4o-transcribe', file, stream: true },
      fake({ text: 'Hello.' }),
    )
    const events = await collect(stream)
    expect(events.at(-1)).toEqual({
      type: 'transcript.text.done',
      text: 'Hello.',
      usage: {
        type: 'tokens',
        total_tokens: 12,
        input_tokens: 10,
        input_token_details: { text_tokens: 0, audio_tokens: 10 },
        output_tokens: 2,
      },
    })
    // 10 x 6 + 2 x 10
    expect(harness.provider.bill().totalNanoUsd).toBe(80_000n)
  })
})

describe('other endpoints', () => {
  it('completes text, whole and streamed with usage', async () => {
    const request = { model: 'gpt-3.5-turbo-instruct', prompt: ['One', 'Two'], max_tokens: 5 }
    const whole = await harness.openai.completions.create(request)
    const stream = await harness.openai.completions.create({
      ...request,
      stream: true,
      stream_options: { include_usage: true },
    })
    const chunks = await collect(stream)
    expect(whole.choices.map(({ index, finish_reason }) => [index, finish_reason])).toEqual([
      [0, 'length'],
      [1, 'length'],
    ])
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage })
    expect(whole.usage?.completion_tokens).toBe(10)
  })

  it('moderates and lists models for nothing', async () => {
    const { results } = await harness.openai.moderations.create({ input: ['a', 'b'] })
    expect(results.map(({ flagged }) => flagged)).toEqual([false, false])
    expect((await collect(harness.openai.models.list())).map(({ id }) => id)).toContain('gpt-4o')
    expect((await collect(harness.anthropic.models.list())).map(({ id }) => id)).toContain('claude-haiku-4-5')
    expect(harness.provider.bill()).toMatchObject({ calls: 0, unpriced: [] })
  })

  it('runs a batch at half the price', async () => {
    const body = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] }
    const line = JSON.stringify({
      custom_id: 'one',
      method: 'POST',
      url: '/v1/chat/completions',
      body,
    })
    const file = await harness.openai.files.create({
      purpose: 'batch',
      file: await toFile(Buffer.from(line), 'in.jsonl'),
    })
    const batch = await harness.openai.batches.create(
      { input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h' },
      fake({ usage: { input: 1000, output: 100 } }),
    )
    const done = await harness.openai.batches.retrieve(batch.id)
    const results = await (await harness.openai.files.content(done.output_file_id ?? '')).text()
    expect([batch.status, done.status]).toEqual(['validating', 'completed'])
    expect(JSON.parse(results)).toMatchObject({
      custom_id: 'one',
      response: { status_code: 200, body: { usage: { total_tokens: 1100 } } },
    })
    expect(harness.provider.bill().totalNanoUsd).toBe(1_750_000n)
  })
})
