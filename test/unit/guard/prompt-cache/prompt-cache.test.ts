import { type CostContext, withCostContext } from '@costspan/cost'
import { createCallGuard, type PromptCacheBreak } from '@costspan/guard'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fake, useGuarded } from '../http/guarded.ts'
import { recordingGuard } from '../http/recording-guard.ts'
import { useRecordedMetrics } from '../routing/recorded-metrics.ts'

const found: PromptCacheBreak[] = []
const guarded = useGuarded({ promptCache: { key: Buffer.alloc(32, 7), onBreak: (each) => void found.push(each) } })
const metrics = useRecordedMetrics()

beforeEach(() => {
  found.length = 0
  vi.useRealTimers()
})

/** About 2,000 tokens of English, in lines. */
const RULES = Array.from(
  { length: 100 },
  (_, index) => `Rule ${index}: the answer must be polite, short and helpful to all, and name its source in full.`,
).join('\n')
const TOOLS = ['search', 'book', 'cancel'].map((name) => ({
  type: 'function' as const,
  function: {
    name,
    description: `${name} a flight. ${'It needs all that is known. '.repeat(20)}`,
    parameters: { type: 'object' },
  },
}))
const FIRST = 'Where is my order?'

interface Asked {
  readonly system?: string
  readonly tools?: typeof TOOLS
  readonly model?: string
  readonly turns?: readonly string[]
  readonly context?: CostContext
  readonly stream?: boolean
}

/** Asks OpenAI, which then says that it read so many of 3,000 input tokens from its cache. */
async function askOpenAI(
  cacheRead: number,
  { system = RULES, tools = TOOLS, model = 'gpt-4o', turns = [FIRST], context = {}, stream = false }: Asked = {},
) {
  const messages = [
    { role: 'system' as const, content: system },
    ...turns.map((content, index) => ({ role: index % 2 === 0 ? ('user' as const) : ('assistant' as const), content })),
  ]
  const behaviour = fake({ usage: { input: 3_000, cacheRead, output: 10 } })
  await withCostContext({ feature: 'support', ...context }, async () => {
    if (!stream) return guarded.openai.chat.completions.create({ model, messages, tools }, behaviour)
    const asked = { model, messages, tools, stream: true, stream_options: { include_usage: true } } as const
    for await (const chunk of await guarded.openai.chat.completions.create(asked, behaviour))
      expect(chunk.id).not.toBe('')
    return undefined
  })
  await guarded.guard.idle()
}

interface Marked {
  readonly ttl?: '5m' | '1h'
  readonly isMarked?: boolean
  readonly usage: { readonly cacheRead?: number; readonly cacheWrite?: number }
}

/** Asks Anthropic, with the system prompt marked to be kept. */
async function askAnthropic({ ttl = '5m', isMarked = true, usage }: Marked): Promise<void> {
  const mark = isMarked ? { cache_control: { type: 'ephemeral' as const, ttl } } : {}
  const body = {
    model: 'claude-sonnet-4-6',
    max_tokens: 100,
    system: [{ type: 'text' as const, text: RULES, ...mark }],
    messages: [{ role: 'user' as const, content: FIRST }],
  }
  await withCostContext({ feature: 'support' }, () =>
    guarded.anthropic.messages.create(body, fake({ usage: { input: 2_500, output: 10, ...usage } })),
  )
  await guarded.guard.idle()
}

/** About what the rules and the tools are of 3,000 tokens. */
const MOST_OF_IT = expect.closeTo(2_970, -2)

describe('the guardian of prompt caches, with OpenAI', () => {
  it('names tools in another order, and what that cost', async () => {
    await askOpenAI(2_944)
    await askOpenAI(0, { tools: TOOLS.toReversed() })
    expect(found).toEqual([
      {
        cause: 'tool_order',
        position: 'tools[0]',
        provider: 'openai',
        model: 'gpt-4o',
        feature: 'support',
        lostTokens: MOST_OF_IT,
        // gpt-4o reads a token for 1.25 instead of 2.50 USD a million: 1,250 nano-USD less.
        lostNanoUsd: BigInt((found[0]?.lostTokens ?? 0) * 1_250),
      },
    ])
  })

  it.each([
    ['timestamp', 'Now it is 2026-11-22 10:00:01.\n', 'Now it is 2026-11-22 10:00:09.\n'],
    ['timestamp', 'Now it is 9:59 in Vienna.\n', 'Now it is 10:01 in Vienna.\n'],
    ['random_id', 'Request 0b9f2a70-1c1e-4d6f-9a51-0a4b8f3d2c11.\n', 'Request 7c1e2a70-aaaa-4d6f-9a51-0a4b8f3d2c12.\n'],
    ['system', 'You are Ann.\n', 'You are Bob.\n'],
  ])('names a %s at the start of the system prompt, though nothing was ever cached', async (cause, one, other) => {
    await askOpenAI(0, { system: one + RULES })
    await askOpenAI(0, { system: other + RULES })
    expect(found).toMatchObject([{ cause, position: 'system[0]+0', lostTokens: MOST_OF_IT }])
  })

  it('says where in a long prompt it is', async () => {
    await askOpenAI(0, { system: `${RULES}\nToday is 2026-11-21.\n${RULES}` })
    await askOpenAI(0, { system: `${RULES}\nToday is 2026-11-22.\n${RULES}` })
    const { cause, position } = found[0] ?? {}
    expect([cause, Number(position?.split('+')[1])]).toEqual(['timestamp', expect.closeTo(RULES.length + 150, -3)])
  })

  it('names another model', async () => {
    await askOpenAI(2_944)
    await askOpenAI(0, { model: 'gpt-4o-mini' })
    expect(found).toMatchObject([{ cause: 'model', lostTokens: expect.closeTo(2_944, -2) }])
  })

  it('names a changed tool, and one that is new', async () => {
    await askOpenAI(2_944)
    await askOpenAI(0, { tools: TOOLS.slice(1) })
    await askOpenAI(0, { tools: TOOLS.slice(2) })
    expect(found.map(({ cause, position }) => [cause, position])).toEqual([
      ['tools', 'tools[0]'],
      ['tools', 'tools[0]'],
    ])
  })

  it('names a history that was changed, and not one that grew', async () => {
    const turns = [FIRST, RULES, 'And then?', 'Then we ship it.', 'When?']
    const context = { conversation: 'c-1' }
    await askOpenAI(2_944, { turns: turns.slice(0, 3), context })
    await askOpenAI(2_944, { turns, context })
    expect(found).toEqual([])
    await askOpenAI(2_000, { turns: [FIRST, 'Summary.', ...turns.slice(2)], context })
    expect(found).toEqual([])
    await askOpenAI(0, { turns: [FIRST, 'Other summary.', ...turns.slice(2)], context })
    expect(found).toMatchObject([{ cause: 'history', position: 'messages[1]+0' }])
  })

  it.each([
    ['other conversations with the same prompt', [{ turns: ['Hello'] }, { turns: ['Who are you?'] }]],
    ['two prompts of one feature', [{ system: RULES }, { system: 'Translate this.', tools: [] }]],
    ['two features', [{ system: `A ${RULES}` }, { system: `B ${RULES}`, context: { feature: 'other' } }]],
  ] as const)('is silent about %s', async (_what, asked) => {
    for (const each of [...asked, ...asked]) await askOpenAI(2_000, each)
    expect(found).toEqual([])
  })

  it('is silent while the cache has what it can have, and about prompts that are too short for one', async () => {
    await askOpenAI(0)
    await askOpenAI(2_944, { tools: TOOLS.toReversed() })
    await askOpenAI(0, { system: 'You are Ann.', tools: [], context: { feature: 'short' } })
    expect(found).toEqual([])
  })

  it('sees streams too', async () => {
    await askOpenAI(2_944, { stream: true })
    await askOpenAI(0, { stream: true, tools: TOOLS.toReversed() })
    expect(found).toMatchObject([{ cause: 'tool_order' }])
  })

  it('writes hashes, the cause and the amount on the span, counts the amount, and keeps no text', async () => {
    const exporter = new InMemorySpanExporter()
    const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] })
    const tracer = provider.getTracer('test')
    for (const tools of [TOOLS, TOOLS.toReversed()]) {
      await metrics.inSpan(tracer, () => askOpenAI(tools === TOOLS ? 2_944 : 0, { tools }))
    }
    await provider.forceFlush()
    const [first, second] = exporter.getFinishedSpans().map(({ attributes }) => attributes)
    expect(first).toEqual({
      'costspan.prompt.hash': expect.stringMatching(/^[\w-]{16}$/),
      'costspan.prompt.tools_hash': expect.stringMatching(/^[\w-]{16}$/),
      'costspan.prompt.system_hash': expect.stringMatching(/^[\w-]{16}$/),
    })
    expect(second).toEqual({
      'costspan.prompt.hash': expect.not.stringContaining(String(first?.['costspan.prompt.hash'])),
      'costspan.prompt.tools_hash': expect.any(String),
      'costspan.prompt.system_hash': first?.['costspan.prompt.system_hash'],
      'costspan.prompt.break.cause': 'tool_order',
      'costspan.prompt.break.position': 'tools[0]',
      'costspan.prompt.lost_tokens': MOST_OF_IT,
      'costspan.prompt.lost.nano_usd': found[0] && Number(found[0].lostNanoUsd),
    })
    const points = await metrics.collect('costspan.prompt_cache.lost')
    expect(points.find(({ attributes }) => Object.values(attributes).includes('tool_order'))).toMatchObject({
      attributes: {
        'costspan.prompt.break.cause': 'tool_order',
        'gen_ai.request.model': 'gpt-4o',
        'costspan.feature': 'support',
      },
    })
  })

  it('refuses a key that is too short to keep anything secret', () => {
    expect(() => createCallGuard(recordingGuard(), { promptCache: { key: Buffer.alloc(8) } })).toThrow(
      new TypeError('promptCache.key must be 16 bytes or more'),
    )
  })
})

describe('the guardian of prompt caches, with Anthropic', () => {
  it('names a pause that was longer than the cache is kept, with what writing it again cost', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T12:00:00Z') })
    await askAnthropic({ usage: { cacheWrite: 2_400 } })
    vi.setSystemTime(new Date('2026-11-22T12:06:00Z'))
    await askAnthropic({ usage: { cacheWrite: 2_400 } })
    expect(found).toEqual([
      {
        cause: 'ttl',
        position: '360 s after the call before',
        provider: 'anthropic',
        model: 'claude-sonnet-4-6',
        feature: 'support',
        lostTokens: 2_400,
        // 3.75 USD a million to write, and 0.30 to read: 3,450 nano-USD a token.
        lostNanoUsd: 8_280_000n,
      },
    ])
  })

  it('knows of caches that are kept for an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T12:00:00Z') })
    await askAnthropic({ ttl: '1h', usage: { cacheWrite: 2_400 } })
    vi.setSystemTime(new Date('2026-11-22T12:50:00Z'))
    await askAnthropic({ ttl: '1h', usage: { cacheWrite: 2_400 } })
    expect(found).toMatchObject([{ cause: 'evicted' }])
  })

  it('names a mark that is gone', async () => {
    await askAnthropic({ usage: { cacheWrite: 2_400 } })
    await askAnthropic({ isMarked: false, usage: {} })
    expect(found).toMatchObject([{ cause: 'breakpoint', position: 'system[0]', lostTokens: 2_400 }])
  })

  it('is silent about prompts that nobody marked, and about the first one', async () => {
    await askAnthropic({ isMarked: false, usage: {} })
    await askAnthropic({ isMarked: false, usage: {} })
    await askAnthropic({ usage: { cacheWrite: 2_400 } })
    await askAnthropic({ usage: { cacheRead: 2_400 } })
    expect(found).toEqual([])
  })
})
