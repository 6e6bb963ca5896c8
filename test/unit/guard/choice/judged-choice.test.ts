import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { CostSpanProcessor, withCostContext } from '@costspan/cost'
import { createCallGuard, createExactCache, guardedFetch, type ModelChoice, withModelChoice } from '@costspan/guard'
import { LlmInstrumentation, providers } from '@costspan/instrumentation'
import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import * as sdk from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordingGuard } from '../http/recording-guard.ts'

const exporter = new InMemorySpanExporter()
let provider: FakeProvider

beforeAll(async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  const openai = providers.find(({ name }) => name === 'openai')
  if (openai === undefined) throw new Error('there is no provider openai')
  const instrumentation = new LlmInstrumentation({ provider: openai })
  const spanProcessors = [new CostSpanProcessor(), new SimpleSpanProcessor({ exporter })]
  instrumentation.setTracerProvider(new TracerProvider({ spanProcessors }))
  instrumentation.patch(sdk)
  provider = await startFakeProvider()
})
beforeEach(() => {
  provider.reset()
  exporter.reset()
})
afterAll(async () => {
  context.disable()
  await provider.close()
})

/** A metered client whose calls of the feature `qa` may go to another model. */
function client(choice: Partial<ModelChoice> = {}, isCached = false): sdk.OpenAI {
  const guard = createCallGuard(recordingGuard(), {
    choices: [{ features: ['qa'], models: { simple: 'gpt-4o-mini' }, ...choice }],
    ...(isCached && { caches: [createExactCache({ features: { qa: { scope: 'global' } } })] }),
  })
  return new sdk.OpenAI({ baseURL: provider.openaiUrl, apiKey: 'key', fetch: guardedFetch(undefined, guard) })
}

const params = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Hi' }], temperature: 0 }
const asQa = <T>(fn: () => T): T => withCostContext({ feature: 'qa' }, fn)
const models = (): unknown[] => provider.requests.map(({ body }) => (body as { model: string }).model)
const spans = (): unknown[] =>
  exporter.getFinishedSpans().map(({ attributes }) => ({
    model: attributes['gen_ai.response.model'],
    kind: attributes['costspan.saved.kind'],
    isSaving: Number(attributes['costspan.saved.nano_usd']) > 0,
    overhead: attributes['costspan.overhead.kind'],
  }))

const MINI = 'gpt-4o-mini-2024-07-18'
const LARGE = 'gpt-4o-2024-08-06'

describe('a choice whose answers are judged', () => {
  it('judges what a cache has of the cheaper model too, and pays for neither answer twice', async () => {
    const openai = client({}, true)
    const ask = (): Promise<string> =>
      asQa(() =>
        withModelChoice({ complexity: 'simple', isGoodEnough: (model) => model === LARGE }, async () => {
          const { model } = await openai.chat.completions.create(params)
          return model
        }),
      )
    expect([await ask(), await ask()]).toEqual([LARGE, LARGE])
    expect(models()).toEqual(['gpt-4o-mini', 'gpt-4o'])
  })

  it('takes off what the cheaper answer has cost and claimed, also where a cache has the better one', async () => {
    const openai = client({}, true)
    const ask = async (): Promise<string> => (await openai.chat.completions.create(params)).model
    const isGoodEnough = (model: string): boolean => model === LARGE
    // The better answer is kept, and that of the cheaper model is not.
    await asQa(ask)
    await asQa(() => withModelChoice({ complexity: 'simple', isGoodEnough }, ask))

    const [kept, cheap, hit] = exporter.getFinishedSpans().map(({ attributes }) => ({
      result: attributes['costspan.cache.result'],
      nanoUsd: Number(attributes['costspan.cost.nano_usd']),
      saved: Number(attributes['costspan.saved.nano_usd'] ?? 0),
    }))
    expect([kept, cheap]).toMatchObject([{ result: 'miss', saved: 0 }, { result: 'miss' }])
    const vain = (cheap?.nanoUsd ?? 0) + (cheap?.saved ?? 0)
    expect(vain).toBeGreaterThan(0)
    expect(hit).toEqual({ result: 'exact', nanoUsd: 0, saved: (kept?.nanoUsd ?? 0) - vain })
  })

  it('judges an answer of which nobody is told what it saved', async () => {
    const openai = client()
    const isGoodEnough = (model: string): boolean => model === LARGE
    const answer = asQa(() =>
      withModelChoice({ complexity: 'simple', isGoodEnough }, async () => {
        let model = ''
        // No usage is asked for.
        for await (const chunk of await openai.chat.completions.create({ ...params, stream: true })) model = chunk.model
        return model
      }),
    )
    expect([await answer, models()]).toEqual([LARGE, ['gpt-4o-mini', 'gpt-4o']])
  })

  it('tells what a stream has saved, on its span', async () => {
    const openai = client()
    await asQa(() =>
      withModelChoice({ complexity: 'simple' }, async () => {
        const stream = await openai.chat.completions.create({
          ...params,
          stream: true,
          stream_options: { include_usage: true },
        })
        for await (const _ of stream);
      }),
    )
    expect(spans()).toEqual([{ model: MINI, kind: 'choice', isSaving: true, overhead: undefined }])
  })

  it('marks the calls of classifiers and judges, and classifies and judges none of them', async () => {
    const openai = client({
      async classify() {
        await openai.chat.completions.create({ ...params, model: 'gpt-4.1-nano' })
        return 'simple' as const
      },
    })
    const isGoodEnough = async (): Promise<boolean> => {
      await openai.chat.completions.create({ ...params, model: 'gpt-4o' })
      return true
    }
    await asQa(() => withModelChoice({ isGoodEnough }, async () => openai.chat.completions.create(params)))
    expect(models()).toEqual(['gpt-4.1-nano', 'gpt-4o-mini', 'gpt-4o'])
    expect(spans()).toMatchObject([
      { overhead: 'choice' },
      { model: MINI, kind: 'choice', isSaving: true, overhead: undefined },
      { model: LARGE, overhead: 'choice' },
    ])
  })
})
