import { SpanStatusCode } from '@opentelemetry/api'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { fake, HELLO, rejection, useMetered } from './metered.ts'

const metered = useMetered()

const PARAMS = { model: 'gpt-4o', messages: HELLO, max_completion_tokens: 50 } as const
const REQUEST = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.request.max_tokens': 50,
  'openai.api.type': 'chat_completions',
}
/** The bounds of an attempt that was sent and brought nothing. */
const UNOBSERVED = {
  'costspan.attempts.unobserved': 1,
  'costspan.attempts.max_input_tokens': JSON.stringify(PARAMS).length,
  'costspan.attempts.max_output_tokens': 50,
}

describe('a call that fails', () => {
  it.each([400, 401, 404, 429, 500, 529])('with %d costs nothing', async (status) => {
    const error = await rejection(metered.openai.chat.completions.create(PARAMS, fake({ status })))

    expect(error).toBeInstanceOf(OpenAI.APIError)
    const { attributes, status: spanStatus } = await metered.onlySpan()
    expect(attributes).toEqual({ ...metered.server, ...REQUEST, 'error.type': String(status) })
    expect(spanStatus).toEqual({ code: SpanStatusCode.ERROR })
  })

  it('because nobody listens was never sent', async () => {
    const client = new OpenAI({ baseURL: 'http://127.0.0.1:1/v1', apiKey: 'key', maxRetries: 0 })
    await rejection(client.chat.completions.create(PARAMS))

    expect((await metered.onlySpan()).attributes).toEqual({
      ...REQUEST,
      'server.address': '127.0.0.1',
      'server.port': 1,
      'error.type': 'APIConnectionError',
    })
  })

  it('by a timeout may be billed', async () => {
    await rejection(metered.openai.chat.completions.create(PARAMS, { ...fake({ fault: 'never' }), timeout: 100 }))

    expect((await metered.onlySpan()).attributes).toEqual({
      ...metered.server,
      ...REQUEST,
      ...UNOBSERVED,
      'error.type': 'APIConnectionTimeoutError',
    })
  })

  it('by a reset before the headers may be billed', async () => {
    await rejection(metered.openai.chat.completions.create(PARAMS, fake({ fault: 'reset' })))

    expect((await metered.onlySpan()).attributes).toEqual({
      ...metered.server,
      ...REQUEST,
      ...UNOBSERVED,
      'error.type': 'APIConnectionError',
    })
  })

  it('by an abort of the application may be billed, and is no error', async () => {
    const controller = new AbortController()
    const call = metered.openai.chat.completions.create(PARAMS, {
      ...fake({ fault: 'never' }),
      signal: controller.signal,
    })
    const failed = rejection(call)
    await metered.provider.received(1)
    controller.abort()

    expect(await failed).toBeInstanceOf(OpenAI.APIUserAbortError)
    const { attributes, status } = await metered.onlySpan()
    expect(attributes).toEqual({ ...metered.server, ...REQUEST, ...UNOBSERVED })
    expect(status).toEqual({ code: SpanStatusCode.UNSET })
  })

  it('by an abort before it was sent costs nothing', async () => {
    await rejection(metered.openai.chat.completions.create(PARAMS, { signal: AbortSignal.abort() }))

    expect((await metered.onlySpan()).attributes).toEqual({ ...metered.server, ...REQUEST })
  })

  it('because the answer is no JSON may be billed', async () => {
    await rejection(metered.openai.chat.completions.create(PARAMS, fake({ fault: 'malformed' })))

    expect((await metered.onlySpan()).attributes).toEqual({
      ...metered.server,
      ...REQUEST,
      ...UNOBSERVED,
      'error.type': 'SyntaxError',
    })
  })

  it('before the SDK has a promise throws as it does without us', async () => {
    const { messages } = metered.anthropic
    expect(() => Reflect.apply(messages.create, messages, []) as unknown).toThrow(TypeError)

    expect((await metered.onlySpan()).attributes).toMatchObject({ 'error.type': 'TypeError' })
  })
})
