import Anthropic from '@anthropic-ai/sdk'
import { context } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { beforeEach, describe, expect, it } from 'vitest'
import { HELLO, useMetered } from './metered.ts'

const metered = useMetered()

const native = new InMemorySpanExporter()
const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: native })] })
const PARAMS = { model: 'claude-haiku-4-5', max_tokens: 100, messages: HELLO }

beforeEach(() => native.reset())

describe('an Anthropic client', () => {
  it('that traces itself gets no span of ours, and is still marked as a call', async () => {
    let isMarked = false
    const client = new Anthropic({
      baseURL: metered.provider.anthropicUrl,
      apiKey: 'key',
      openTelemetry: { tracerProvider },
      fetch: (input, init) => {
        isMarked = context.active().getValue(Symbol.for('costspan.llm_call')) !== undefined
        return fetch(input, init)
      },
    })
    await client.messages.create(PARAMS)

    expect(await metered.finishedSpans()).toEqual([])
    expect(native.getFinishedSpans().map(({ attributes }) => attributes['gen_ai.operation.name'])).toEqual(['chat'])
    expect(isMarked).toBe(true)
  })

  it('that is told not to gets ours', async () => {
    await metered.anthropic.messages.create(PARAMS)

    expect((await metered.onlySpan()).name).toBe('chat claude-haiku-4-5')
    expect(native.getFinishedSpans()).toEqual([])
  })

  it('gets one span for the helper that streams', async () => {
    const message = await metered.anthropic.messages.stream(PARAMS).finalMessage()

    expect((await metered.onlySpan()).attributes).toMatchObject({
      'gen_ai.response.id': message.id,
      'gen_ai.usage.output_tokens': message.usage.output_tokens,
    })
  })

  it('gets no span for counting tokens', async () => {
    await metered.anthropic.messages.countTokens({ model: 'claude-haiku-4-5', messages: HELLO })
    await metered.anthropic.beta.messages.countTokens({ model: 'claude-haiku-4-5', messages: HELLO })

    expect(await metered.finishedSpans()).toEqual([])
  })
})
