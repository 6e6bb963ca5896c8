import Anthropic from '@anthropic-ai/sdk'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { fake, HELLO, rejection, useMetered } from './metered.ts'

const metered = useMetered()

const PARAMS = { model: 'gpt-4o', messages: HELLO, max_completion_tokens: 50 } as const

/** The attributes that tell of attempts. */
async function attempts(): Promise<Record<string, unknown>> {
  const { attributes } = await metered.onlySpan()
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => /attempt|resend|error/.test(name)))
}

function retrying(): OpenAI {
  return new OpenAI({ baseURL: metered.provider.openaiUrl, apiKey: 'key', maxRetries: 2 })
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('a call that the SDK retries', () => {
  it('is one span that tells how often it was sent, and refused attempts cost nothing', async () => {
    await retrying().chat.completions.create(PARAMS, fake({ attempts: [500, 500, 200], retryAfterMillis: 1 }))

    expect(await attempts()).toEqual({
      'http.request.resend_count': 2,
      'costspan.attempt.kind': 'retry',
      'costspan.attempt.index': 2,
    })
  })

  it('tells so of messages too', async () => {
    const client = new Anthropic({
      baseURL: metered.provider.anthropicUrl,
      apiKey: 'key',
      maxRetries: 2,
      openTelemetry: false,
    })
    const params = { model: 'claude-haiku-4-5', max_tokens: 9, messages: HELLO }
    await client.messages.create(params, fake({ attempts: [529, 500, 200], retryAfterMillis: 1 }))

    expect(await attempts()).toEqual({
      'http.request.resend_count': 2,
      'costspan.attempt.kind': 'retry',
      'costspan.attempt.index': 2,
    })
  })

  it('is a failure when the last attempt fails', async () => {
    await rejection(
      retrying().chat.completions.create(PARAMS, fake({ attempts: [500, 500, 429], retryAfterMillis: 1 })),
    )

    expect(await attempts()).toEqual({
      'http.request.resend_count': 2,
      'costspan.attempt.kind': 'retry',
      'costspan.attempt.index': 2,
      'error.type': '429',
    })
  })

  it('has one unobserved attempt after a timeout, bounded by what the answer tells', async () => {
    const script = fake({ attempts: [{ fault: 'never' }, 200], usage: { input: 1000, output: 10 } })
    await retrying().chat.completions.create(PARAMS, { ...script, timeout: 300 })

    expect(await attempts()).toEqual({
      'http.request.resend_count': 1,
      'costspan.attempt.kind': 'retry',
      'costspan.attempt.index': 1,
      'costspan.attempts.unobserved': 1,
      'costspan.attempts.max_input_tokens': 1000,
      'costspan.attempts.max_output_tokens': 50,
    })
  })

  it('has one unobserved attempt after a reset before the headers', async () => {
    const script = fake({ attempts: [{ fault: 'reset' }, 200], usage: { input: 1000, output: 10 } })
    await retrying().chat.completions.create(PARAMS, script)

    expect(await attempts()).toMatchObject({
      'costspan.attempts.unobserved': 1,
      'costspan.attempts.max_input_tokens': 1000,
    })
  })

  it('does not count what the application fetches for it, such as a token of its identity service', async () => {
    const identity = createServer((_, response) => response.end('token'))
    const url = await listening(identity)
    const apiKey = async (): Promise<string> => (await fetch(url, { method: 'POST' })).text()
    await new OpenAI({ baseURL: metered.provider.openaiUrl, apiKey, maxRetries: 0 }).chat.completions.create(PARAMS)
    identity.close()

    expect(await attempts()).toEqual({})
  })

  it('does not take a redirect for an attempt that may be billed', async () => {
    const gateway = createServer((request, response) => {
      if (request.url?.startsWith('/moved') === true)
        response.setHeader('content-type', 'application/json').end('{"choices":[]}')
      else response.writeHead(307, { location: '/moved' }).end()
    })
    const baseURL = await listening(gateway)
    await new OpenAI({ baseURL, apiKey: 'key', maxRetries: 0 }).chat.completions.create(PARAMS)
    gateway.close()

    expect(await attempts()).toEqual({ 'http.request.resend_count': 1, 'costspan.attempt.index': 1 })
  })
})
