import { context, trace } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { collect, fake, HELLO, useMetered } from './metered.ts'

const metered = useMetered()

const PARAMS = { model: 'gpt-4o', messages: HELLO, max_completion_tokens: 50 } as const
const LLM_CALL = Symbol.for('costspan.llm_call')

async function llmSpans(): Promise<readonly ReadableSpan[]> {
  return (await metered.finishedSpans()).filter(({ attributes }) => 'gen_ai.operation.name' in attributes)
}

describe('the context of a call', () => {
  it('makes the span a child of the active one', async () => {
    const tracer = metered.tracerProvider.getTracer('application')
    const parent = await tracer.startActiveSpan('request', async (span) => {
      await metered.openai.chat.completions.create(PARAMS)
      span.end()
      return span.spanContext()
    })

    const [span] = await llmSpans()
    expect(span?.parentSpanContext?.spanId).toBe(parent.spanId)
    expect(span?.spanContext().traceId).toBe(parent.traceId)
  })

  it('is the one in which the request is sent, and no other', async () => {
    const seen: unknown[] = []
    const client = new OpenAI({
      baseURL: metered.provider.openaiUrl,
      apiKey: 'key',
      fetch: (input, init) => {
        seen.push({
          isMarked: context.active().getValue(LLM_CALL) !== undefined,
          spanId: trace.getActiveSpan()?.spanContext().spanId,
        })
        return fetch(input, init)
      },
    })
    await client.chat.completions.create(PARAMS)

    const [span] = await llmSpans()
    expect(seen).toEqual([{ isMarked: true, spanId: span?.spanContext().spanId }])
    expect(context.active().getValue(LLM_CALL)).toBeUndefined()
    expect(trace.getActiveSpan()).toBeUndefined()
  })

  it('does not reach the code that reads the answer', async () => {
    const spanIds = new Set<string | undefined>()
    for await (const _ of await metered.openai.chat.completions.create({ ...PARAMS, stream: true })) {
      spanIds.add(trace.getActiveSpan()?.spanContext().spanId)
    }
    await metered.openai.chat.completions
      .create(PARAMS)
      .then(() => spanIds.add(trace.getActiveSpan()?.spanContext().spanId))

    expect([...spanIds]).toEqual([undefined])
  })

  it('never mixes among a hundred calls at the same time', async () => {
    const tracer = metered.tracerProvider.getTracer('application')
    const client = new OpenAI({ baseURL: metered.provider.openaiUrl, apiKey: 'key', maxRetries: 2 })
    const call = (index: number): Promise<void> =>
      tracer.startActiveSpan(`request ${index}`, { attributes: { index } }, async (span) => {
        // Every third call is retried once, every other one streams.
        const attempts = index % 3 === 0 ? [500, 200] : [200]
        const script = fake({
          attempts,
          retryAfterMillis: 1,
          usage: { input: 1000 + index, output: index },
          firstByteDelayMillis: index % 7,
        })
        if (index % 2 === 0) await client.chat.completions.create(PARAMS, script)
        else
          await collect(
            await client.chat.completions.create(
              { ...PARAMS, stream: true, stream_options: { include_usage: true } },
              script,
            ),
          )
        span.end()
      })
    await Promise.all(Array.from({ length: 100 }, (_, index) => call(index)))

    const spans = await metered.finishedSpans()
    const indexOfSpan = new Map(spans.map((span) => [span.spanContext().spanId, span.attributes['index']]))
    const found = (await llmSpans()).map(({ parentSpanContext, attributes }) => ({
      index: indexOfSpan.get(parentSpanContext?.spanId ?? ''),
      input: attributes['gen_ai.usage.input_tokens'],
      output: attributes['gen_ai.usage.output_tokens'],
      resends: attributes['http.request.resend_count'],
    }))
    const expected = Array.from({ length: 100 }, (_, index) => ({
      index,
      input: 1000 + index,
      output: index,
      resends: index % 3 === 0 ? 1 : undefined,
    }))
    expect(found.toSorted((a, b) => Number(a.index) - Number(b.index))).toEqual(expected)
  })
})

describe('a client with a fetch of its own', () => {
  /** Sends without undici, whose channels tell of attempts. */
  const ownFetch: typeof fetch = () =>
    Promise.resolve(
      Response.json({ id: 'chatcmpl-1', choices: [], usage: { prompt_tokens: 20, completion_tokens: 10 } }),
    )
  const failing =
    (reason: Error): typeof fetch =>
    () =>
      Promise.reject(reason)
  const clientOf = (fetch: typeof globalThis.fetch): OpenAI => new OpenAI({ apiKey: 'key', maxRetries: 0, fetch })

  it('is metered, without attempts', async () => {
    await clientOf(ownFetch).chat.completions.create(PARAMS)

    const { attributes } = await metered.onlySpan()
    expect(attributes).toMatchObject({
      'server.address': 'api.openai.com',
      'server.port': 443,
      'gen_ai.usage.input_tokens': 20,
    })
    expect(attributes).not.toHaveProperty('http.request.resend_count')
  })

  it.each([
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), undefined],
    [new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ENOTFOUND' }) }), undefined],
    [Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }), 1],
  ])('may be billed for a failure unless it was never sent: %s', async (reason, unobserved) => {
    await clientOf(failing(reason))
      .chat.completions.create(PARAMS)
      .catch(() => {})

    expect((await metered.onlySpan()).attributes['costspan.attempts.unobserved']).toBe(unobserved)
  })
})

describe('a mark that others set on the context', () => {
  it.each([true, 'yes', {}, { attempts: 1 }])('is no harm to requests that run in it: %j', async (mark) => {
    const status = await context.with(
      context.active().setValue(LLM_CALL, mark),
      async () => (await fetch(`${metered.provider.url}/_fake/bill`)).status,
    )
    expect(status).toBe(200)
  })
})
