import { LlmInstrumentation, type UsageEstimator } from '@costspan/instrumentation'
import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { diag, DiagLogLevel, type Span, type Tracer, type TracerProvider, trace } from '@opentelemetry/api'
import * as openaiModule from 'openai'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openai as openaiProvider } from '../../../packages/instrumentation/src/providers/openai/provider.ts'
import { collect, fake, HELLO, rejection } from './metered.ts'

let provider: FakeProvider
let ours: LlmInstrumentation | undefined
const problems: unknown[] = []
const unhandled = vi.fn<(problem: unknown) => void>()

beforeAll(async () => {
  provider = await startFakeProvider()
  process.on('unhandledRejection', unhandled)
  const warn = (...args: unknown[]): void => void problems.push(args)
  diag.setLogger({ error: warn, warn, info: () => {}, debug: () => {}, verbose: () => {} }, DiagLogLevel.WARN)
})
afterEach(() => {
  ours?.disable()
  problems.length = 0
  unhandled.mockClear()
})
afterAll(async () => {
  process.off('unhandledRejection', unhandled)
  diag.disable()
  await provider.close()
})

const fail = (): never => {
  throw new Error('telemetry is broken')
}

/** A span that works but for some of its methods. */
function spanWithout(...methods: (keyof Span)[]): Span {
  const broken: Record<string, unknown> = Object.fromEntries(methods.map((method) => [method, fail]))
  const whole: Span = Object.assign(
    trace.wrapSpanContext({ traceId: '1'.repeat(32), spanId: '1'.repeat(16), traceFlags: 1 }),
    {
      isRecording: () => true,
    },
  )
  return Object.assign(whole, broken)
}

const providerOf = (startSpan: Tracer['startSpan']): TracerProvider => ({
  getTracer: () => ({ startSpan, startActiveSpan: fail }) as Tracer,
})

interface Breakage {
  readonly name: string
  readonly tracerProvider: TracerProvider
  readonly estimator?: UsageEstimator
}

/** Breakages of the telemetry around a call. No context manager is registered in this file either. */
const BREAKAGES: readonly Breakage[] = [
  { name: 'a tracer whose startSpan throws', tracerProvider: providerOf(fail) },
  { name: 'a tracer that gives no span', tracerProvider: providerOf(() => undefined as unknown as Span) },
  { name: 'a span whose isRecording throws', tracerProvider: providerOf(() => spanWithout('isRecording')) },
  { name: 'a span whose setAttribute throws', tracerProvider: providerOf(() => spanWithout('setAttribute')) },
  { name: 'a span whose setStatus throws', tracerProvider: providerOf(() => spanWithout('setStatus')) },
  { name: 'a span whose end throws', tracerProvider: providerOf(() => spanWithout('end')) },
  {
    name: 'an estimator that throws',
    tracerProvider: providerOf(() => spanWithout()),
    estimator: { estimate: fail, flush: () => Promise.resolve() },
  },
]

describe.each(BREAKAGES)('with $name', ({ tracerProvider, estimator }) => {
  it('an answer, a stream and a failure are what they are without us, and the problem is told', async () => {
    ours = new LlmInstrumentation({ provider: openaiProvider, ...(estimator && { estimator }) })
    ours.setTracerProvider(tracerProvider)
    ours.patch(openaiModule)
    const client = new openaiModule.OpenAI({ baseURL: provider.openaiUrl, apiKey: 'key', maxRetries: 0 })

    const answer = await client.chat.completions.create(
      { model: 'gpt-4o', messages: HELLO },
      fake({ usage: { input: 20 } }),
    )
    expect(answer.usage?.prompt_tokens).toBe(20)

    const script = fake({ text: 'one two six', chunks: 3 })
    const chunks = await collect(
      await client.chat.completions.create({ model: 'gpt-4o', messages: HELLO, stream: true }, script),
    )
    expect(chunks.map(({ choices }) => choices[0]?.delta.content).join('')).toBe('one two six')

    const error = await rejection(
      client.chat.completions.create({ model: 'gpt-4o', messages: HELLO }, fake({ status: 429 })),
    )
    expect(error).toBeInstanceOf(openaiModule.RateLimitError)

    await ours.forceFlush()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(unhandled).not.toHaveBeenCalled()
    expect(problems).not.toEqual([])
  })
})

describe('without a context manager', () => {
  it('calls are metered all the same', async () => {
    const span = spanWithout()
    const setAttributes = vi.spyOn(span, 'setAttributes')
    ours = new LlmInstrumentation({ provider: openaiProvider })
    ours.setTracerProvider(providerOf(() => span))
    ours.patch(openaiModule)
    const client = new openaiModule.OpenAI({ baseURL: provider.openaiUrl, apiKey: 'key' })
    await client.chat.completions.create({ model: 'gpt-4o', messages: HELLO }, fake({ usage: { input: 20 } }))

    expect(setAttributes).toHaveBeenCalledWith(expect.objectContaining({ 'gen_ai.usage.input_tokens': 20 }))
  })
})
