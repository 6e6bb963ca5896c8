import { type CostContext, withCostContext } from '@costspan/cost'
import { createCallGuard, keywordClassifier, withModelChoice } from '@costspan/guard'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { fake, HELLO, useGuarded } from '../http/guarded.ts'
import { recordingGuard } from '../http/recording-guard.ts'
import { useRecordedMetrics } from '../routing/recorded-metrics.ts'

const models = { simple: 'gpt-4o-mini', medium: 'gpt-4.1-mini' }
const guarded = useGuarded({
  choices: [
    { features: ['qa'], models, classify: { complex: ['compare'], medium: ['explain'] } },
    { features: ['declared', 'saving', 'judged', 'agent'], models },
    { features: ['failing'], models, classify: () => Promise.reject(new Error('down')) },
    { features: ['dearer'], models: { simple: 'gpt-4-turbo' } },
    { features: ['letters'], models: { simple: 'claude-haiku-4-5' } },
    { features: ['old'], models: { simple: 'gpt-3.5-turbo' } },
    { features: ['unpriced'], models: { simple: 'nobodys-model' } },
  ],
})
const metrics = useRecordedMetrics()

type Params = OpenAI.ChatCompletionCreateParamsNonStreaming

/** Asks gpt-4o, and tells which model was asked for at the provider. */
async function servedModel(context: CostContext, content: string, params: Partial<Params> = {}): Promise<string> {
  const body = { model: 'gpt-4o', messages: [{ role: 'user' as const, content }], ...params }
  await withCostContext(context, () => guarded.openai.chat.completions.create(body))
  return lastModel()
}

async function lastModel(): Promise<string> {
  await guarded.guard.idle()
  const { body: sent } = guarded.provider.requests.at(-1) ?? {}
  return (sent as { model: string }).model
}

describe('a choice by how hard a task is', () => {
  it('goes by the keywords of the last message of the user', async () => {
    const asked = ['What is Python?', 'Explain Python.', 'Compare Python and Ruby.', 'What does comparison mean?']
    const served = []
    for (const content of asked) served.push(await servedModel({ feature: 'qa' }, content))
    expect(served).toEqual(['gpt-4o-mini', 'gpt-4.1-mini', 'gpt-4o', 'gpt-4o-mini'])
  })

  it('goes by what the application declares, before any classifier', async () => {
    const ask = (): Promise<string> => servedModel({ feature: 'qa' }, 'Compare Python and Ruby.')
    expect(await withModelChoice({ complexity: 'simple' }, ask)).toBe('gpt-4o-mini')
    expect(await withModelChoice({ complexity: 'complex' }, ask)).toBe('gpt-4o')
  })

  it('goes to a cheaper model of Anthropic as well', async () => {
    const params = { model: 'claude-sonnet-4-6', max_tokens: 100, messages: HELLO }
    const ask = async (): Promise<string> => {
      await withCostContext({ feature: 'letters' }, () => guarded.anthropic.messages.create(params))
      return lastModel()
    }
    expect(await withModelChoice({ complexity: 'simple' }, ask)).toBe('claude-haiku-4-5')
    expect(await ask()).toBe('claude-sonnet-4-6')
  })

  it.each([
    ['a feature that no choice names', { feature: 'payments' }],
    ['a feature that nobody classifies', { feature: 'declared' }],
    ['a classifier that fails', { feature: 'failing' }],
    ['a model that costs more', { feature: 'dearer' }],
    ['a model without a price', { feature: 'unpriced' }],
  ])('leaves a call where it is for %s', async (what, context) => {
    const ask = (): Promise<string> => servedModel(context, 'Hi')
    const isDeclared = !what.includes('classif')
    expect(await (isDeclared ? withModelChoice({ complexity: 'simple' }, ask) : ask())).toBe('gpt-4o')
  })

  it('never chooses a model that cannot answer', async () => {
    const context = { feature: 'old' }
    const image = { type: 'image_url' as const, image_url: { url: 'https://x.test/a.png' } }
    const messages = [{ role: 'user' as const, content: [image] }]
    const simple = <T>(ask: () => Promise<T>): Promise<T> => withModelChoice({ complexity: 'simple' }, ask)
    expect(await simple(() => servedModel(context, 'Hi', { max_completion_tokens: 100 }))).toBe('gpt-3.5-turbo')
    expect(await simple(() => servedModel(context, '', { messages, max_completion_tokens: 100 }))).toBe('gpt-4o')
  })

  it('leaves a conversation with its model in the middle of the use of a tool', async () => {
    const context = { feature: 'agent', session: 's-1' }
    const call = { id: 'call_1', type: 'function' as const, function: { name: 'f', arguments: '{}' } }
    const messages: Params['messages'] = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: '42' },
    ]
    expect(await servedModel(context, 'Hi')).toBe('gpt-4o')
    const next = (): Promise<string> => servedModel(context, '', { messages })
    expect(await withModelChoice({ complexity: 'simple' }, next)).toBe('gpt-4o')
  })

  it('leaves a feature alone whose cheaper model was judged worse', async () => {
    guarded.callGuard.router?.revert('declared')
    const ask = (): Promise<string> => servedModel({ feature: 'declared' }, 'Hi')
    expect(await withModelChoice({ complexity: 'simple' }, ask)).toBe('gpt-4o')
    guarded.callGuard.router?.restore('declared')
    expect(await withModelChoice({ complexity: 'simple' }, ask)).toBe('gpt-4o-mini')
  })

  it('admits the chosen model at its own price only', async () => {
    await withModelChoice({ complexity: 'simple' }, () => servedModel({ feature: 'declared' }, 'Hi'))
    expect(guarded.guard.asked.map(({ model }) => model)).toEqual(['gpt-4o-mini'])
    expect(guarded.guard.spentNanoUsd).toBe(guarded.provider.bill().totalNanoUsd)
  })
})

describe('what a choice saves', () => {
  const exporter = new InMemorySpanExporter()
  const tracer = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }).getTracer('test')
  const USAGE = fake({ usage: { input: 1_000, output: 100 } })
  // 1,000 x $2.50 and 100 x $10 a million, against 1,000 x $0.15 and 100 x $0.60.
  const [ASKED, SERVED] = [3_500_000, 210_000]

  const ask = (feature: string): Promise<string> =>
    metrics.inSpan(tracer, async () => {
      const body = { model: 'gpt-4o', messages: HELLO }
      const answer = await withCostContext({ feature }, () => guarded.openai.chat.completions.create(body, USAGE))
      await guarded.guard.idle()
      return answer.model
    })
  const counted = async (feature: string): Promise<readonly unknown[]> =>
    (await metrics.collect('costspan.cost.saved')).filter(
      ({ attributes }) => Reflect.get(attributes, 'costspan.feature') === feature,
    )
  const spans = (): readonly object[] => exporter.getFinishedSpans().map(({ attributes }) => attributes)

  it('is counted against the model that the call asks for, and told on its span', async () => {
    exporter.reset()
    await withModelChoice({ complexity: 'simple' }, () => ask('saving'))
    expect(await counted('saving')).toEqual([
      {
        value: (ASKED - SERVED) / 1e9,
        attributes: {
          'costspan.saved.kind': 'choice',
          'costspan.feature': 'saving',
          'gen_ai.request.model': 'gpt-4o',
          'gen_ai.response.model': 'gpt-4o-mini',
        },
      },
    ])
    expect(spans()).toEqual([
      {
        'costspan.route.reason': 'complexity',
        'costspan.saved.kind': 'choice',
        'costspan.saved.nano_usd': ASKED - SERVED,
      },
    ])
  })

  it('is nothing, less what was spent in vain, where the answer was not good enough and the asked model answers', async () => {
    exporter.reset()
    const judged: string[] = []
    const isGoodEnough = (model: string): boolean => {
      judged.push(model)
      return false
    }
    const model = await withModelChoice({ complexity: 'simple', isGoodEnough }, () => ask('judged'))
    expect(model).toMatch(/^gpt-4o-\d/)
    expect(judged).toHaveLength(1)
    expect(await counted('judged')).toEqual([])
    // Of both spans together: what the cheaper answer has cost.
    expect(spans().map((attributes) => Reflect.get(attributes, 'costspan.saved.nano_usd'))).toEqual([
      ASKED - SERVED,
      -ASKED,
    ])
  })

  it('asks no second time for an answer that is good enough, of the asked model, or that cannot be judged', async () => {
    const requests = async (options: Parameters<typeof withModelChoice>[0], feature: string): Promise<number> => {
      guarded.provider.reset()
      await withModelChoice(options, () => ask(feature))
      return guarded.provider.requests.length
    }
    expect(await requests({ complexity: 'simple', isGoodEnough: () => true }, 'judged')).toBe(1)
    expect(await requests({ complexity: 'complex', isGoodEnough: () => false }, 'judged')).toBe(1)
    expect(
      await requests({ complexity: 'simple', isGoodEnough: () => Promise.reject(new Error('no')) }, 'judged'),
    ).toBe(1)
    expect(await counted('judged')).toHaveLength(1)
  })
})

describe('wrong choices', () => {
  it.each([
    [{ features: [], models }, 'choices[0].features must be a list of features, got []'],
    [
      { features: ['qa'], models: {} },
      'choices[0].models must name a model for simple, medium, complex or some of them',
    ],
    [{ features: ['qa'], models: { hard: 'gpt-4o' } }, 'got {"hard":"gpt-4o"}'],
    [{ features: ['qa'], models, classify: { complex: [''] } }, 'classify.complex must be a list of words'],
  ])('are refused with their name', (choice, message) => {
    expect(() => createCallGuard(recordingGuard(), { choices: [choice as never] })).toThrow(message)
  })

  it('is a complexity that nobody knows', async () => {
    await expect(withModelChoice({ complexity: 'hard' as never }, () => Promise.resolve(1))).rejects.toThrow(
      new TypeError('complexity must be one of simple, medium, complex, got "hard"'),
    )
  })
})

describe('keywordClassifier', () => {
  it('knows English tasks, as whole words in any case', () => {
    const classify = keywordClassifier()
    const of = (text: string): unknown => classify({ text, feature: 'qa', model: 'gpt-4o' })
    expect(['What is 2+2?', 'TRANSLATE this', 'Do a code  review', 'Reviewers are nice'].map(of)).toEqual([
      'simple',
      'medium',
      'complex',
      'simple',
    ])
  })
})
