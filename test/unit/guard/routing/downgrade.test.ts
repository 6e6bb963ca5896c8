import { type CostContext, withCostContext } from '@costspan/cost'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type OpenAI from 'openai'
import { beforeEach, describe, expect, it } from 'vitest'
import { fake, HELLO, rejection, useGuarded } from '../http/guarded.ts'
import { useRecordedMetrics } from './recorded-metrics.ts'

const ROUTES = [
  { features: ['summary', 'chat', 'saving'], models: ['gpt-4o', 'gpt-4o-mini'] },
  { features: ['research'], models: ['gpt-4o', 'gpt-4o-unpriced', 'made-up-small'] },
  { features: ['agent'], models: ['gpt-5', 'gpt-4.1-mini'] },
  { features: ['old'], models: ['gpt-4o', 'gpt-3.5-turbo'] },
]
const guarded = useGuarded({ routes: ROUTES })
const metrics = useRecordedMetrics()

type Params = OpenAI.ChatCompletionCreateParamsNonStreaming

/** Asks gpt-4o within a context, and tells which model was asked for at the provider. */
async function servedModel(context: CostContext, params: Partial<Params> = {}, behaviour = {}): Promise<string> {
  const body = { model: 'gpt-4o', messages: HELLO, max_completion_tokens: 100, ...params }
  await withCostContext(context, () => guarded.openai.chat.completions.create(body, fake(behaviour)))
  await guarded.guard.idle()
  const { body: sent } = guarded.provider.requests.at(-1) ?? {}
  return (sent as { model: string }).model
}

/** A budget of which so many percent are used. */
function used(percent: number): void {
  guarded.guard.limitNanoUsd = 10n ** 12n
  guarded.guard.spentNanoUsd = BigInt(percent) * 10n ** 10n
}

beforeEach(() => {
  guarded.guard.downgradeAtPercent = 90
})

describe('a budget that runs low', () => {
  it('moves a feature that may be downgraded to its cheaper model', async () => {
    used(50)
    expect(await servedModel({ feature: 'summary' })).toBe('gpt-4o')
    used(95)
    expect(await servedModel({ feature: 'summary' })).toBe('gpt-4o-mini')
  })

  it('R1: moves it back well below the rung only, so that it does not flap', async () => {
    const models = []
    for (const percent of [89, 91, 89, 85, 81, 79, 85, 91]) {
      used(percent)
      models.push(await servedModel({ feature: 'summary' }))
    }
    const [large, small] = ['gpt-4o', 'gpt-4o-mini']
    expect(models).toEqual([large, small, small, small, small, large, large, small])
  })

  it('R2: leaves a session where it has a hundred thousand tokens cached', async () => {
    // The small model costs a third, but what the large one has cached costs a tenth.
    const next = async (session: string, before: object): Promise<string> => {
      used(50)
      await servedModel({ feature: 'agent', session }, { model: 'gpt-5' }, { usage: before })
      used(95)
      const messages = [{ role: 'user' as const, content: 'word '.repeat(20_000) }]
      return servedModel({ feature: 'agent', session }, { model: 'gpt-5', messages })
    }
    expect(await next('s-cached', { input: 100_000, cacheRead: 99_000, output: 20 })).toBe('gpt-5')
    expect(await next('s-fresh', { input: 100_000, output: 20 })).toBe('gpt-4.1-mini')
  })

  it('keeps a session with the model that it was moved to', async () => {
    const context = { feature: 'summary', session: 's-2' }
    used(95)
    expect(await servedModel(context)).toBe('gpt-4o-mini')
    used(10)
    expect(await servedModel(context)).toBe('gpt-4o-mini')
    expect(await servedModel({ feature: 'summary', session: 's-3' })).toBe('gpt-4o')
  })

  it('never moves a conversation in the middle of the use of a tool', async () => {
    used(95)
    const call = { id: 'call_1', type: 'function' as const, function: { name: 'f', arguments: '{}' } }
    const messages: Params['messages'] = [
      ...HELLO.map(({ content }) => ({ role: 'user' as const, content })),
      { role: 'assistant', tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: '42' },
    ]
    expect(await servedModel({ feature: 'summary' }, { messages })).toBe('gpt-4o')
  })

  it.each<[string, Partial<Params>]>([
    [
      'pictures',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://x.test/a.png' } }] }] },
    ],
    ['a JSON schema', { response_format: { type: 'json_schema', json_schema: { name: 'a', schema: {} } } }],
    ['a longer context', { messages: [{ role: 'user', content: 'word '.repeat(20_000) }] }],
    ['more output', { max_completion_tokens: 16_000 }],
  ])('R3: never chooses a model that cannot answer: one for %s', async (_what, params) => {
    used(95)
    expect(await servedModel({ feature: 'old' })).toBe('gpt-3.5-turbo')
    expect(await servedModel({ feature: 'old' }, params)).toBe('gpt-4o')
  })

  it('R4: leaves a feature alone that no route names', async () => {
    used(99)
    expect(await servedModel({ feature: 'payments' })).toBe('gpt-4o')
    expect(await servedModel({})).toBe('gpt-4o')
  })

  it('R5: admits the cheaper model at its own price, where the dear one does not fit', async () => {
    guarded.guard.limitNanoUsd = 300_000n
    expect(await servedModel({ feature: 'summary' })).toBe('gpt-4o-mini')
    const [asked, instead] = guarded.guard.asked.map(({ model, estimate }) => ({
      model,
      nanoUsd: estimate.nanoUsd ?? 0n,
    }))
    expect([asked?.model, instead?.model]).toEqual(['gpt-4o', 'gpt-4o-mini'])
    expect(asked?.nanoUsd).toBeGreaterThan(300_000n)
    expect(instead?.nanoUsd).toBeLessThan(300_000n)
    expect(guarded.guard.spentNanoUsd).toBe(guarded.provider.bill().totalNanoUsd)
  })

  it('R5: refuses the call where the cheaper model does not fit either', async () => {
    guarded.guard.limitNanoUsd = 1_000n
    await rejection(servedModel({ feature: 'summary' }))
    expect(guarded.guard.asked.map(({ model }) => model)).toEqual(['gpt-4o', 'gpt-4o-mini'])
    expect(guarded.provider.requests).toEqual([])
  })

  it('R6: leaves a feature with what it asks for once it was answered worse, until it is restored', async () => {
    used(95)
    expect(await servedModel({ feature: 'summary' })).toBe('gpt-4o-mini')
    guarded.callGuard.router?.revert('summary')
    expect(await servedModel({ feature: 'summary' })).toBe('gpt-4o')
    expect(await servedModel({ feature: 'chat' })).toBe('gpt-4o-mini')
    guarded.callGuard.router?.restore('summary')
    expect(await servedModel({ feature: 'summary' })).toBe('gpt-4o-mini')
  })

  it('R6: reverts a feature by itself when its cheaper model is judged worse', async () => {
    used(95)
    const { router } = guarded.callGuard
    const rate = (model: string, score: number, times: number): void => {
      for (let index = 0; index < times; index++) router?.rate('summary', model, score)
    }
    rate('gpt-4o', 0.9, 20)
    rate('gpt-4o-mini', 0.86, 40)
    expect(await servedModel({ feature: 'summary' })).toBe('gpt-4o-mini')
    rate('gpt-4o-mini', 0.3, 5)
    expect(await servedModel({ feature: 'summary' })).toBe('gpt-4o')
    expect(await servedModel({ feature: 'chat' })).toBe('gpt-4o-mini')
    router?.restore('summary')
    expect(await servedModel({ feature: 'summary' })).toBe('gpt-4o-mini')
  })

  it('R6: judges by no fewer than twenty answers of each model, and takes no score but from 0 to 1', async () => {
    used(95)
    const { router } = guarded.callGuard
    for (let index = 0; index < 30; index++) router?.rate('summary', 'gpt-4o', 1)
    for (let index = 0; index < 19; index++) router?.rate('summary', 'gpt-4o-mini', 0)
    expect(await servedModel({ feature: 'summary' })).toBe('gpt-4o-mini')
    expect(() => router?.rate('summary', 'gpt-4o', 7)).toThrow(
      new TypeError('score must be a number from 0 to 1, got 7'),
    )
  })

  it('R7: stays where the price of the cheaper model is not known', async () => {
    used(95)
    expect(await servedModel({ feature: 'research' })).toBe('gpt-4o')
  })

  it('tells on the span why, and counts what it has saved', async () => {
    used(95)
    const exporter = new InMemorySpanExporter()
    const tracer = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }).getTracer('test')
    await metrics.inSpan(tracer, () => servedModel({ feature: 'saving' }, {}, { usage: { input: 1_000, output: 100 } }))
    expect(exporter.getFinishedSpans().map(({ attributes }) => attributes)).toEqual([
      {
        'costspan.route.reason': 'budget_rung',
        'costspan.saved.kind': 'downgrade',
        'costspan.saved.nano_usd': 3_290_000,
      },
    ])
    // 0.0025 + 0.001 at gpt-4o, 0.00015 + 0.00006 at gpt-4o-mini.
    const saved = await metrics.collect('costspan.cost.saved')
    expect(
      saved.filter(({ attributes }) => 'costspan.feature' in attributes && attributes['costspan.feature'] === 'saving'),
    ).toEqual([
      {
        value: 0.00329,
        attributes: {
          'costspan.saved.kind': 'downgrade',
          'costspan.feature': 'saving',
          'gen_ai.request.model': 'gpt-4o',
          'gen_ai.response.model': 'gpt-4o-mini',
        },
      },
    ])
  })
})
