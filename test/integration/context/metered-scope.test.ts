import Anthropic from '@anthropic-ai/sdk'
import { startFakeProvider, type FakeProvider } from '@costspan-test/fake-provider'
import { CostSpanProcessor, costScope, withCostContext } from '@costspan/cost'
import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const exporter = new InMemorySpanExporter()
let provider: FakeProvider
let client: Anthropic

beforeAll(async () => {
  provider = await startFakeProvider()
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  const spanProcessors = [new CostSpanProcessor(), new SimpleSpanProcessor({ exporter })]
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors }))
  client = new Anthropic({ baseURL: provider.anthropicUrl, apiKey: 'key' })
})
afterAll(async () => {
  context.disable()
  trace.disable()
  await provider.close()
})

async function ask(words: number): Promise<void> {
  const content = Array.from({ length: words }, () => 'why').join(' ')
  await client.messages.create({ model: 'claude-haiku-4-5', max_tokens: 64, messages: [{ role: 'user', content }] })
}

describe('real calls', () => {
  it('are summed in the scope they were made in, to the nano-dollar of the bill, and carry who made them', async () => {
    const users = ['u-1', 'u-2', 'u-3', 'u-4']
    const sums = await costScope(async (all) => {
      const each = await Promise.all(
        users.map((user, index) =>
          withCostContext({ user, feature: 'search' }, () =>
            costScope(async (own) => {
              await ask(index * 50 + 1)
              return own.snapshot()
            }),
          ),
        ),
      )
      return { all: all.snapshot(), each }
    })

    const { totalNanoUsd } = provider.bill()
    expect(sums.all.nanoUsd).toBe(totalNanoUsd)
    expect(sums.all).toMatchObject({ calls: 4, unpricedCalls: 0 })
    expect(sums.each.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n)).toBe(totalNanoUsd)
    expect(sums.each.map(({ calls }) => calls)).toEqual([1, 1, 1, 1])

    const spans = exporter.getFinishedSpans().map(({ attributes }) => attributes)
    expect(new Set(spans.map((attributes) => attributes['user.id']))).toEqual(new Set(users))
    expect(spans.map((attributes) => attributes['costspan.feature'])).toEqual(users.map(() => 'search'))
  })
})
