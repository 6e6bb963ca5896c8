import { CostSpanProcessor, costViews, type PricedCall } from '@costspan/cost'
import { LlmInstrumentation, providers } from '@costspan/instrumentation'
import { bundledPrices, createPriceBook, userPrices } from '@costspan/cost/prices'
import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { TracerProvider } from '@opentelemetry/sdk-trace'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { MODEL_WITHOUT_USAGE } from './mix/google.ts'
import { mixedCalls, mixedProviders } from './mix/mixed-providers.ts'
import { playMix } from './mix/play-mix.ts'
import {
  addCall,
  type ModelSum,
  type ProviderBill,
  type ProviderProcess,
  startProviderProcess,
} from './mix/provider-process.ts'

const CALLS = 20_000
const SEED = 20_261_122

/** Models as frameworks wrap them, and Google's former SDK, which LangChain uses. */
const IN_FRAMEWORKS = /^(?:ai-sdk\.|langchain$|google-generative-ai$)/

/** What runs on one's own machine is on nobody's bill. */
const OWN_MODELS = userPrices([{ provider: 'ollama', model: '*', input: 0, output: 0 }])

/** Calls of a status, and what they cost. */
interface Sum {
  calls: number
  nanoUsd: bigint
  atRiskNanoUsd: bigint
}

describe(`${CALLS} calls of all providers, drawn with seed ${SEED}`, () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const meterProvider = new MeterProvider({ readers: [reader], views: costViews() })
  const sums = new Map<string, Sum>()
  const reportedByModel = new Map<string, ModelSum>()
  const withoutUsage = new Map<string, ModelSum>()
  const metered = mixedProviders.map(({ name, modules }) => {
    const provider = providers.find((each) => each.name === name)
    if (provider === undefined) throw new Error(`there is no provider ${name}`)
    return { instrumentation: new LlmInstrumentation({ provider }), modules }
  })
  let server: ProviderProcess | undefined
  let bill: ProviderBill
  let made: ReadonlyMap<string, number>

  function onCost({ status, requestModel, responseModel, nanoUsd = 0n, atRiskNanoUsd = 0n }: PricedCall): void {
    if (requestModel === MODEL_WITHOUT_USAGE) return addCall(withoutUsage, status, nanoUsd)
    if (status === 'reported') addCall(reportedByModel, responseModel ?? requestModel ?? '', nanoUsd)
    const sum = sums.get(status) ?? { calls: 0, nanoUsd: 0n, atRiskNanoUsd: 0n }
    sums.set(status, {
      calls: sum.calls + 1,
      nanoUsd: sum.nanoUsd + nanoUsd,
      atRiskNanoUsd: sum.atRiskNanoUsd + atRiskNanoUsd,
    })
  }

  beforeAll(async () => {
    // The Anthropic SDK warns of each call to a model that is about to retire.
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    const prices = createPriceBook({ sources: [bundledPrices(), OWN_MODELS] })
    const tracerProvider = new TracerProvider({
      spanProcessors: [new CostSpanProcessor({ prices, meterProvider, onCost })],
    })
    for (const { instrumentation, modules } of metered) {
      instrumentation.setTracerProvider(tracerProvider)
      for (const module of modules) instrumentation.patch(module)
    }
    server = await startProviderProcess([MODEL_WITHOUT_USAGE])
    made = await playMix(mixedCalls(server.url), CALLS, SEED)
    for (const { instrumentation } of metered) await instrumentation.forceFlush()
    bill = await server.bill()
    await meterProvider.forceFlush()
  }, 600_000)

  afterAll(async () => {
    for (const { instrumentation } of metered) instrumentation.disable()
    context.disable()
    vi.restoreAllMocks()
    await meterProvider.shutdown()
    await server?.end()
  })

  const sum = (status: string): Sum => sums.get(status) ?? { calls: 0, nanoUsd: 0n, atRiskNanoUsd: 0n }

  it('are of every provider of the table; the tests of the frameworks have those that only frameworks call', () => {
    const names = providers.map(({ name }) => name).filter((name) => !IN_FRAMEWORKS.test(name))
    expect(mixedProviders.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
  })

  it('are made, each kind of them', () => {
    const names = mixedCalls('http://unused').map(({ name }) => name)
    expect([...made.keys()].toSorted()).toEqual(names.toSorted())
    expect([...made.values()].reduce((total, count) => total + count, 0)).toBe(CALLS)
  })

  it('cost what the provider bills, to the nano-dollar, and each is counted once', () => {
    expect(bill.unpriced).toEqual([])
    expect(reportedByModel).toEqual(bill.wholeByModel)
    expect(sum('reported').nanoUsd).toBe(bill.totalNanoUsd - bill.partialNanoUsd - bill.untold.nanoUsd)
    expect(['unpriced', 'invalid'].map((status) => sum(status).calls)).toEqual([0, 0])
  })

  it('have the bill in the range of what is known and what is at risk, broken streams included', () => {
    expect(sum('estimated').calls + sum('unobserved').calls).toBe(bill.partialCalls)
    const known = sum('reported').nanoUsd + sum('estimated').nanoUsd
    const atRisk = [...sums.values()].reduce((total, { atRiskNanoUsd }) => total + atRiskNanoUsd, 0n)
    expect(bill.totalNanoUsd).toBeGreaterThanOrEqual(sum('reported').nanoUsd)
    expect(bill.totalNanoUsd).toBeLessThanOrEqual(known + atRisk)
  })

  it('are estimated where the answer tells no usage, each of them, and near the bill', () => {
    const { calls, nanoUsd } = withoutUsage.get('estimated') ?? { calls: 0, nanoUsd: 0n }
    expect([...withoutUsage.keys()]).toEqual(['estimated'])
    expect(calls).toBe(bill.untold.calls)
    // The tokenizers are not the same, ours and the provider's, so that the amounts cannot be.
    expect(nanoUsd).toBeGreaterThan(bill.untold.nanoUsd / 2n)
    expect(nanoUsd).toBeLessThan(bill.untold.nanoUsd * 2n)
  })

  it('are on the counters with the same amount as on the spans', () => {
    const metrics =
      exporter
        .getMetrics()
        .at(-1)
        ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? []
    const points = metrics.find(({ descriptor }) => descriptor.name === 'costspan.cost')?.dataPoints ?? []
    const usd = points.reduce((total, { value }) => total + Number(value), 0)
    const spans = [...sums.values(), ...withoutUsage.values()].reduce((total, { nanoUsd }) => total + nanoUsd, 0n)
    expect(BigInt(Math.round(usd * 1e9))).toBe(spans)
  })
})
