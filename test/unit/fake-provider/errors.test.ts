import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'

import { fake, HELLO, rejection, useProvider } from './with-provider.ts'

const harness = useProvider()
const chat = { model: 'gpt-4o', messages: HELLO }
const message = { model: 'claude-haiku-4-5', max_tokens: 1000, messages: HELLO }

describe('errors before an answer', () => {
  it.each([
    [400, OpenAI.BadRequestError, { type: 'invalid_request_error', code: null }],
    [401, OpenAI.AuthenticationError, { type: 'invalid_request_error', code: 'invalid_api_key' }],
    [404, OpenAI.NotFoundError, { type: 'invalid_request_error', code: 'model_not_found' }],
    [429, OpenAI.RateLimitError, { type: 'requests', code: 'rate_limit_exceeded' }],
    [500, OpenAI.InternalServerError, { type: 'server_error', code: null }],
    [503, OpenAI.InternalServerError, { type: 'server_error', code: null }],
  ])('gives OpenAI status %i as the class of the SDK, for free', async (status, errorClass, fields) => {
    const error = await rejection(harness.openai.chat.completions.create(chat, fake({ status })))
    expect(error).toBeInstanceOf(errorClass)
    expect(error).toMatchObject({ status, ...fields, requestID: expect.stringMatching(/^req_/) })
    expect(harness.provider.bill().calls).toBe(0)
  })

  it.each([
    [400, Anthropic.BadRequestError, 'invalid_request_error'],
    [401, Anthropic.AuthenticationError, 'authentication_error'],
    [404, Anthropic.NotFoundError, 'not_found_error'],
    [429, Anthropic.RateLimitError, 'rate_limit_error'],
    [500, Anthropic.InternalServerError, 'api_error'],
    [529, Anthropic.InternalServerError, 'overloaded_error'],
  ])('gives Anthropic status %i as the class of the SDK, for free', async (status, errorClass, type) => {
    const error = await rejection(harness.anthropic.messages.create(message, fake({ status })))
    expect(error).toBeInstanceOf(errorClass)
    expect(error).toMatchObject({
      status,
      error: { type: 'error', error: { type } },
      requestID: expect.stringMatching(/^req_/),
    })
    expect(harness.provider.bill().calls).toBe(0)
  })

  it('names what is missing, as the services do', async () => {
    const noMessages = await rejection(harness.openai.post('/chat/completions', { body: { model: 'gpt-4o' } }))
    const noLimit = await rejection(harness.anthropic.post('/v1/messages', { body: { model: 'x', messages: [] } }))
    expect(noMessages).toMatchObject({ status: 400, param: 'messages' })
    expect(noLimit).toMatchObject({
      status: 400,
      message: expect.stringContaining('max_tokens: Field required'),
    })
  })

  it('says which key of a behaviour is wrong', async () => {
    const error = await rejection(
      harness.openai.chat.completions.create(chat, { headers: { 'x-fake': '{"txet":"a"}' } }),
    )
    expect(error).toMatchObject({
      status: 400,
      message: expect.stringContaining('behaviour.txet: no such key'),
    })
    expect(() => harness.provider.script({ chunks: -1 })).toThrow('behaviour.chunks: unexpected value -1')
  })

  it('wants a key and knows its addresses', async () => {
    const bare = await fetch(`${harness.provider.openaiUrl}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify(chat),
    })
    const lost = await rejection(harness.openai.get('/nowhere'))
    expect(bare.status).toBe(401)
    expect(lost).toMatchObject({
      status: 404,
      message: expect.stringContaining('Invalid URL (GET /openai/v1/nowhere)'),
    })
  })
})

describe('retries', () => {
  it('fails as often as a logical call was told to, also among concurrent calls', async () => {
    const attempts = fake({ attempts: [500, 429, 200], retryAfterMillis: 1 })
    const calls = Array.from({ length: 5 }, () =>
      harness.openai.chat.completions.create(chat, { maxRetries: 2, ...attempts }),
    )
    await Promise.all(calls)
    const statuses = harness.provider.requests.map(({ attempt, status }) => [attempt, status])
    const ofEachCall = [
      [0, 500],
      [1, 429],
      [2, 200],
    ]
    const expected = ofEachCall.flatMap((attempt) => [attempt, attempt, attempt, attempt, attempt])
    expect(statuses.toSorted(([one = 0], [other = 0]) => one - other)).toEqual(expected)
    expect(harness.provider.bill().calls).toBe(5)
  })

  it('does the same for Anthropic and from the script', async () => {
    harness.provider.script({ attempts: [529, 200], retryAfterMillis: 1 })
    await harness.anthropic.messages.create(message, { maxRetries: 1 })
    expect(harness.provider.requests.map(({ status }) => status)).toEqual([529, 200])
  })

  it('sends both retry headers', async () => {
    const error = await rejection(
      harness.openai.chat.completions.create(chat, fake({ status: 429, retryAfterSeconds: 7, retryAfterMillis: 6500 })),
    )
    const headers = error instanceof OpenAI.APIError ? error.headers : undefined
    expect([headers?.get('retry-after'), headers?.get('retry-after-ms')]).toEqual(['7', '6500'])
  })
})
