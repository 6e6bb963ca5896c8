import { createUsageEstimator } from '@costspan/instrumentation'
import { describe, expect, it } from 'vitest'
import { fake, HELLO, rejection, useGuarded } from './guarded.ts'

const question = { model: 'gpt-4o', messages: HELLO }

describe('the input of a call that is counted', () => {
  const guarded = useGuarded({ countInput: true, estimator: createUsageEstimator() })
  const long = {
    ...question,
    messages: [{ role: 'user' as const, content: 'word '.repeat(1_000) }],
    max_completion_tokens: 1,
  }

  it('counts the tokens of a call that the bound of its bytes would refuse, and no others', async () => {
    // 5,000 bytes are 0.0125 USD, 1,000 words are a fifth of that.
    guarded.guard.limitNanoUsd = 4_000_000n
    await guarded.openai.chat.completions.create(long, fake({ usage: { input: 1_007, output: 1 } }))
    await guarded.openai.chat.completions.create({ ...question, max_completion_tokens: 1 })
    const tokens = guarded.guard.asked.map(({ estimate }) => estimate.inputTokens)
    expect(tokens).toHaveLength(3)
    expect(tokens[0]).toBeGreaterThan(5_000)
    expect(tokens[1]).toBeGreaterThan(1_007)
    expect(tokens[1]).toBeLessThan(1_200)
  })

  const schema = { type: 'object', description: 'word '.repeat(1_000) }

  it.each([
    [
      'chat',
      () =>
        guarded.openai.chat.completions.create({
          ...question,
          response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } },
        }),
    ],
    [
      'responses',
      () =>
        guarded.openai.responses.create({
          model: 'gpt-4o',
          input: 'Hi',
          text: { format: { type: 'json_schema', name: 'answer', schema } },
        }),
    ],
  ])('counts the schema that an answer of %s must have', async (_name, call) => {
    guarded.guard.limitNanoUsd = 1n
    await rejection(call())
    const [, counted] = guarded.guard.asked.map(({ estimate }) => estimate.inputTokens)
    expect(counted).toBeGreaterThan(1_000)
    expect(counted).toBeLessThan(1_200)
  })

  it.each([
    ['an earlier answer', { previous_response_id: 'resp_1' }],
    ['a conversation', { conversation: 'conv_1' }],
    ['a stored prompt', { prompt: { id: 'pmpt_1' } }],
    ['a search of files', { tools: [{ type: 'file_search' as const, vector_store_ids: ['vs_1'] }] }],
  ])('counts no call that refers to %s, whose length nobody here knows', async (_name, params) => {
    guarded.guard.limitNanoUsd = 1n
    await rejection(guarded.openai.responses.create({ model: 'gpt-4o', input: 'Hi', ...params }))
    expect(guarded.guard.asked.map(({ estimate }) => estimate.inputTokens)).toEqual([128_000])
  })

  it('leaves models alone whose vocabulary is not published', async () => {
    guarded.guard.limitNanoUsd = 1_000n
    const call = { model: 'claude-haiku-4-5', max_tokens: 1, messages: HELLO }
    await rejection(guarded.anthropic.messages.create(call))
    expect(guarded.guard.asked).toHaveLength(1)
  })
})

describe('the input of a call that can only be guessed', () => {
  const guarded = useGuarded({
    countInput: true,
    estimator: { estimate: (_request, done) => done({ input: 1, output: 0, isGuess: true }) },
  })

  it('is held by its bytes, because a guess may be too low', async () => {
    guarded.guard.limitNanoUsd = 1n
    await rejection(guarded.openai.chat.completions.create({ ...question, max_completion_tokens: 1 }))
    expect(guarded.guard.asked).toHaveLength(1)
  })
})
