import { describe, expect, it } from 'vitest'
import { fake, HELLO, useGuarded } from './guarded.ts'

const guarded = useGuarded()
const asked = { model: 'gpt-4o', messages: HELLO }

describe('an answer that was paid for', () => {
  it.each([
    ['a chat completion', () => guarded.openai.chat.completions.create(asked)],
    ['a response', () => guarded.openai.responses.create({ model: 'gpt-5', input: 'Hello' })],
    [
      'a message',
      () => guarded.anthropic.messages.create({ model: 'claude-haiku-4-5', max_tokens: 100, messages: HELLO }),
    ],
    ['embeddings', () => guarded.openai.embeddings.create({ model: 'text-embedding-3-small', input: 'Hello' })],
    ['an image', () => guarded.openai.images.generate({ model: 'gpt-image-1', prompt: 'a cat' })],
    [
      'a transcription',
      () => guarded.openai.audio.transcriptions.create({ model: 'whisper-1', file: new File(['bytes'], 'speech.mp3') }),
    ],
  ])('of %s is booked at the amount of the bill', async (_what, call) => {
    await call()
    await guarded.guard.idle()
    expect({
      spent: guarded.guard.spentNanoUsd,
      outcomes: guarded.guard.settled.map(({ outcome }) => outcome),
    }).toEqual({
      spent: guarded.provider.bill().totalNanoUsd,
      outcomes: ['reported'],
    })
  })

  it('in a stream is booked at the amount of the bill, at both providers', async () => {
    const chunks = await guarded.openai.chat.completions.create({
      ...asked,
      stream: true,
      stream_options: { include_usage: true },
    })
    for await (const chunk of chunks) expect(chunk.object).toBe('chat.completion.chunk')
    await guarded.anthropic.messages
      .stream({ model: 'claude-haiku-4-5', max_tokens: 100, messages: HELLO })
      .finalMessage()
    await guarded.guard.idle()
    expect(guarded.guard.spentNanoUsd).toBe(guarded.provider.bill().totalNanoUsd)
  })

  it('never costs more than was held for it', async () => {
    await guarded.openai.chat.completions.create({ ...asked, max_completion_tokens: 50 })
    await guarded.guard.idle()
    const held = guarded.guard.asked[0]?.estimate.nanoUsd ?? 0n
    expect(held).toBeGreaterThanOrEqual(guarded.provider.bill().totalNanoUsd)
  })

  it('X6: with an explicit usage of zero stays at zero', async () => {
    const nothing = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
    await guarded.openai.chat.completions.create(asked, fake({ rawUsage: nothing }))
    await guarded.guard.idle()
    expect(guarded.guard.settled).toEqual([
      { nanoUsd: 0n, inputTokens: 0, outputTokens: 0, model: 'gpt-4o-2024-08-06', outcome: 'reported' },
    ])
  })
})
