import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CostAttempt, CostSpanProcessor, withAttempt, withRetrieval } from '@costspan/cost'

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
})

afterAll(() => context.disable())

describe('withAttempt', () => {
  it('marks the spans of the attempt', () => {
    const exporter = new InMemorySpanExporter()
    const provider = new TracerProvider({
      spanProcessors: [new CostSpanProcessor(), new SimpleSpanProcessor({ exporter })],
    })
    const call = (): void => provider.getTracer('test').startSpan('call').end()
    call()
    withAttempt({ kind: 'fallback', index: 2 }, call)
    expect(exporter.getFinishedSpans().map(({ attributes }) => attributes)).toEqual([
      {},
      { 'costspan.attempt.kind': 'fallback', 'costspan.attempt.index': 2 },
    ])
  })

  it('returns what the function returns', async () => {
    await expect(withAttempt({ kind: 'retry', index: 1 }, () => Promise.resolve('answer'))).resolves.toBe('answer')
  })

  it('refuses an unknown kind, and an index that is none', () => {
    const kind = { kind: 'second', index: 1 } as unknown as CostAttempt
    expect(() => withAttempt(kind, () => {})).toThrow(
      new TypeError('withAttempt: kind must be one of primary, retry, fallback, got "second"'),
    )
    expect(() => withAttempt({ kind: 'retry', index: -1 }, () => {})).toThrow(
      new TypeError('withAttempt: index must be a whole number, zero or more, got -1'),
    )
  })
})

describe('withRetrieval', () => {
  it('refuses a text that is no string', () => {
    const texts = ['text', { pageContent: 'text' }] as unknown as string[]
    expect(() => withRetrieval(texts, () => {})).toThrow(
      new TypeError('withRetrieval: texts[1] must be a string, got object'),
    )
  })
})
