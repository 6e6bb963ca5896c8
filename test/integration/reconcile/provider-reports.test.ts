import Anthropic, * as anthropicModule from '@anthropic-ai/sdk'
import {
  createLedger,
  fetchStatement,
  type MemoryLedger,
  reconcile,
  type Reconciliation,
  type Statement,
} from '@costspan/cli'
import { CostSpanProcessor } from '@costspan/cost'
import { LlmInstrumentation, providers } from '@costspan/instrumentation'
import { type FakeProvider, fakeHeaders, startFakeProvider } from '@costspan-test/fake-provider'
import { type ReadableSpan, TracerProvider } from '@opentelemetry/sdk-trace'
import OpenAI, * as openaiModule from 'openai'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const DAY_MILLIS = 86_400_000
const TODAY = Math.floor(Date.now() / DAY_MILLIS) * DAY_MILLIS
/** More days than a page of the provider has. */
const WINDOW = { fromMillis: TODAY - 9 * DAY_MILLIS, toMillis: TODAY + DAY_MILLIS }
const KEYS = { openai: 'sk-admin-any', anthropic: 'sk-ant-admin-any' } as const

let provider: FakeProvider
let ledger: MemoryLedger
const tracerProvider = new TracerProvider({
  spanProcessors: [
    new CostSpanProcessor({}),
    { onStart() {}, onEnd: (span) => record(span), forceFlush: async () => {}, shutdown: async () => {} },
  ],
})
const instrumentations = providers.map((each) => new LlmInstrumentation({ provider: each, enabled: false }))

beforeAll(async () => {
  provider = await startFakeProvider()
  for (const each of instrumentations) {
    each.setTracerProvider(tracerProvider)
    each.enable()
    each.patch(openaiModule)
    each.patch(anthropicModule)
  }
})
beforeEach(() => {
  ledger = createLedger()
})
afterEach(() => provider.reset())
afterAll(async () => {
  for (const each of instrumentations) each.disable()
  await provider.close()
})

/** A span as the receiver would hand it on. */
function record(span: ReadableSpan): void {
  const { traceId, spanId } = span.spanContext()
  const nano = ([seconds, nanos]: readonly [number, number]): bigint => BigInt(seconds) * 1_000_000_000n + BigInt(nanos)
  ledger.addSpan({
    traceId,
    spanId,
    parentSpanId: undefined,
    name: span.name,
    startUnixNano: nano(span.startTime),
    endUnixNano: nano(span.endTime),
    resource: new Map(),
    attributes: new Map(Object.entries(span.attributes)) as never,
  })
}

async function statementOf(name: keyof typeof KEYS): Promise<Statement> {
  const baseUrl = name === 'openai' ? provider.openaiUrl : `${provider.anthropicUrl}/v1`
  return fetchStatement(name, { key: KEYS[name], baseUrl, window: WINDOW })
}

async function reconciled(name: keyof typeof KEYS): Promise<Reconciliation> {
  for (const each of instrumentations) await each.forceFlush()
  await provider.idle()
  return reconcile(ledger, await statementOf(name), { window: WINDOW })
}

function facts({ residuals, meteredNanoUsd, billedNanoUsd }: Reconciliation): object {
  const differences = residuals.filter(({ kind }) => kind !== 'rounding').map(({ kind, cause }) => [kind, cause])
  return { differences, meteredNanoUsd, billedNanoUsd }
}

async function openAiCalls(): Promise<void> {
  const client = new OpenAI({ baseURL: provider.openaiUrl, apiKey: 'key', maxRetries: 0 })
  const messages = [{ role: 'user' as const, content: 'Hello' }]
  for (const [model, usage] of [
    ['gpt-4o', { input: 1_000, cacheRead: 400, output: 300 }],
    ['gpt-4o', { input: 5_000, output: 700 }],
    ['gpt-4o-mini', { input: 100_000, output: 9_000 }],
  ] as const) {
    await client.chat.completions.create({ model, messages }, { headers: fakeHeaders({ usage }) })
  }
  await client.embeddings.create({ model: 'text-embedding-3-small', input: 'some words to embed' })
}

async function claudeCall(): Promise<void> {
  const client = new Anthropic({ baseURL: provider.anthropicUrl, apiKey: 'key', maxRetries: 0, openTelemetry: false })
  const usage = { input: 9_000, cacheRead: 5_000, cacheWrite: 1_000, output: 800 }
  await client.messages.create(
    { model: 'claude-sonnet-4-5', max_tokens: 4_000, messages: [{ role: 'user', content: 'Hello' }] },
    { headers: fakeHeaders({ usage }) },
  )
}

describe('reports of usage and costs, fetched page by page with the key of an administrator', () => {
  it('agree with what was metered of OpenAI', async () => {
    await openAiCalls()
    const { totalNanoUsd } = provider.bill()
    expect(facts(await reconciled('openai'))).toEqual({
      differences: [],
      meteredNanoUsd: totalNanoUsd,
      billedNanoUsd: totalNanoUsd,
    })
  })

  it('agree with what was metered of Anthropic, whose amounts are cents as text', async () => {
    await claudeCall()
    const { totalNanoUsd } = provider.bill()
    expect(facts(await reconciled('anthropic'))).toEqual({
      differences: [],
      meteredNanoUsd: totalNanoUsd,
      billedNanoUsd: totalNanoUsd,
    })
  })

  it('show calls that were not metered', async () => {
    await claudeCall()
    ledger = createLedger()
    const reconciliation = await reconciled('anthropic')
    expect(facts(reconciliation)).toMatchObject({ meteredNanoUsd: 0n, billedNanoUsd: provider.bill().totalNanoUsd })
    expect(new Set(reconciliation.residuals.map(({ cause }) => cause))).toEqual(new Set(['missing_day']))
    expect(reconciliation.days.map(({ known }) => known)).toEqual(Array.from({ length: 10 }, () => true))
  })

  it.each(['openai', 'anthropic'] as const)(
    'are refused by %s to other keys, which the message does not repeat',
    async (name) => {
      const baseUrl = name === 'openai' ? provider.openaiUrl : `${provider.anthropicUrl}/v1`
      const failed = fetchStatement(name, { key: 'sk-secret', baseUrl, window: WINDOW })
      await expect(failed).rejects.toThrow(/answered with status 401: it takes the key of an administrator$/)
      await expect(failed).rejects.not.toThrow(/sk-secret/)
    },
  )
})
