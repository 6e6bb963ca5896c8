import { CostSpanProcessor, costScope, withOverhead, withShorterInput } from '@costspan/cost'
import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const exporter = new InMemorySpanExporter()
const tracer = new TracerProvider({
  spanProcessors: [new CostSpanProcessor(), new SimpleSpanProcessor({ exporter })],
}).getTracer('test')

beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()))
beforeEach(() => exporter.reset())
afterAll(() => context.disable())

/** A call of gpt-4o with 1,000 tokens in and 100 out, which costs $0.0035 by itself. */
function call(attributes: object = {}): void {
  tracer
    .startSpan('chat gpt-4o', {
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.usage.input_tokens': 1_000,
        'gen_ai.usage.output_tokens': 100,
        ...attributes,
      },
    })
    .end()
}

function saved(): unknown[] {
  const names = ['costspan.saved.kind', 'costspan.saved.nano_usd', 'costspan.overhead.kind'] as const
  return exporter.getFinishedSpans().map(({ attributes }) => names.map((name) => attributes[name]))
}

describe('what a call saved', () => {
  it('is the other half of the price, for a call of a batch', () => {
    call({ 'costspan.service_tier': 'batch' })
    expect(saved()).toEqual([['batch', 1_750_000, undefined]])
  })

  it('is what the input that was left out would have cost with the model that answered', () => {
    withShorterInput({ kind: 'compression', inputTokens: 2_000 }, () => call())
    expect(saved()).toEqual([['compression', 5_000_000, undefined]])
  })

  it('stays what somebody else has said, and is nothing for a call like any other', () => {
    call({ 'costspan.saved.kind': 'exact', 'costspan.saved.nano_usd': 7, 'costspan.service_tier': 'batch' })
    call()
    withShorterInput({ kind: 'template', inputTokens: 0 }, () => call())
    expect(saved()).toEqual([
      ['exact', 7, undefined],
      [undefined, undefined, undefined],
      [undefined, undefined, undefined],
    ])
  })

  it('is no input that was left out where a cache gave the answer', () => {
    withShorterInput({ kind: 'compression', inputTokens: 2_000 }, () => call({ 'costspan.cache.result': 'exact' }))
    expect(saved()).toEqual([['compression', undefined, undefined]])
  })

  it('is not known of tokens that are no count, and the call is counted all the same', () => {
    costScope((scope) => {
      call({ 'costspan.saved.kind': 'compression', 'costspan.saved.input_tokens': 0.5 })
      expect({ calls: scope.calls, savedUsd: scope.savedUsd }).toEqual({ calls: 1, savedUsd: 0 })
    })
  })

  it('is known of a call that is overhead, which it stays', () => {
    withOverhead('semantic', () => withShorterInput({ kind: 'template', inputTokens: 2_000 }, () => call()))
    withShorterInput({ kind: 'template', inputTokens: 2_000 }, () => withOverhead('semantic', () => call()))
    expect(saved()).toEqual([
      ['template', 5_000_000, 'semantic'],
      [undefined, undefined, 'semantic'],
    ])
  })

  it('is in the meter of a scope', () => {
    costScope((scope) => {
      call({ 'costspan.service_tier': 'batch' })
      expect(scope.savedUsd).toBe(0.00175)
    })
  })
})

describe('withOverhead', () => {
  it('marks calls that are made only to save on others', () => {
    withOverhead('semantic', () => call())
    expect(saved()).toEqual([[undefined, undefined, 'semantic']])
  })

  it('refuses a kind that nobody knows, and tokens that are no count', () => {
    expect(() => withOverhead('magic' as never, call)).toThrow('withOverhead: kind must be one of exact, semantic')
    expect(() => withShorterInput({ kind: 'compression', inputTokens: 0.5 }, call)).toThrow(
      'withShorterInput: inputTokens must be a whole number, zero or more, got 0.5',
    )
  })
})
