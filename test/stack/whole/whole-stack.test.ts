import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { startApp } from '../../../examples/demo/start-app.ts'
import { driveTraffic } from '../../../examples/demo/traffic/drive-traffic.ts'
import { planTraffic } from '../../../examples/demo/traffic/plan-traffic.ts'
import { metricQueries } from '../../support/metric-queries.ts'
import { traceQueries } from '../../support/trace-queries.ts'
import { sendSpans } from '../collector/send-spans.ts'
import { askPrometheus, nanoUsd } from './ask-prometheus.ts'
import { startWholeStack, type WholeStack } from './start-whole-stack.ts'

const SPEND = 'costspan_cost_USD_total'
const PATIENCE = { timeout: 60_000, interval: 500 }

describe('the demo application with the whole stack', () => {
  let provider: FakeProvider
  let stack: WholeStack

  beforeAll(async () => {
    provider = await startFakeProvider()
    stack = await startWholeStack(inject('programs'), inject('collector'))
    const requests = planTraffic(847)
    for (const { id, behaviour } of requests) provider.script(behaviour, { headers: { 'x-client-request-id': id } })
    const app = await startApp(provider, stack.otlpUrl)
    await driveTraffic(requests, { appUrl: app.url, durationMillis: 0, maxConcurrent: 8 })
    await app.stop()
  }, 600_000)
  afterAll(async () => {
    await stack.stop()
    await provider.close()
  })

  it('has the bill in Prometheus, first sample of each series included', async () => {
    const { totalNanoUsd } = provider.bill()
    expect(totalNanoUsd).toBeGreaterThan(0n)
    await vi.waitFor(async () => expect(await nanoUsd(stack.prometheusUrl, SPEND)).toBe(totalNanoUsd), PATIENCE)
  })

  it('starts each counter at zero, so that increases have the first sample, too', async () => {
    const first = `min_over_time(${SPEND}[1h])`
    const begins = await askPrometheus(stack.prometheusUrl, first)
    expect(begins.length).toBeGreaterThan(5)
    expect(begins.filter(({ value }) => value !== 0)).toEqual([])
  })

  it('has a trace with its cost in Jaeger', async () => {
    const trace = await vi.waitFor(() => dearestCall(stack.jaegerUrl), PATIENCE)
    expect(trace).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'costspan.feature': 'deep-analysis',
      'costspan.cost.status': 'reported',
      'costspan.cost.nano_usd': expect.any(Number),
    })
  })

  it('has traces with their costs in Tempo, found by what they cost', async () => {
    const dear = '{ span.costspan.cost.nano_usd > 250000000 } | select(span.costspan.feature)'
    const found = await vi.waitFor(async () => {
      const features = await featuresFound(stack.tempoUrl, dear)
      expect(features.length).toBeGreaterThan(0)
      return features
    }, PATIENCE)
    expect(new Set(found)).toEqual(new Set(['deep-analysis']))
    expect(await featuresFound(stack.tempoUrl, '{ span.costspan.cost.nano_usd > 1000000000000 }')).toEqual([])
  })

  it.each(traceQueries())('answers the query of "$panel" in Tempo', async ({ query }) => {
    await expect(searchTempo(stack.tempoUrl, query)).resolves.toBeDefined()
  })

  it('tells a webhook through Alertmanager that the budget of the hour is spent', async () => {
    await vi.waitFor(
      () =>
        expect(stack.webhook.alerts).toContainEqual(
          expect.objectContaining({
            status: 'firing',
            labels: expect.objectContaining({
              alertname: 'CostspanBudgetThreshold',
              budget: 'acme-docs',
              window: 'hour',
              severity: 'page',
            }),
            annotations: expect.objectContaining({
              summary: expect.stringMatching(/^Budget acme-docs is spent to \d+.*% of the \$5\.00 of its hour$/),
            }),
          }),
        ),
      PATIENCE,
    )
  })

  it.each(metricQueries())('answers the query of "$panel" on $dashboard', async ({ expr }) => {
    await vi.waitFor(async () => expect(await askPrometheus(stack.prometheusUrl, expr)).not.toEqual([]), PATIENCE)
  })

  it('loses no dollar when Prometheus is restarted', async () => {
    const { totalNanoUsd } = provider.bill()
    await stack.restartPrometheus()
    await vi.waitFor(async () => expect(await nanoUsd(stack.prometheusUrl, SPEND)).toBe(totalNanoUsd), PATIENCE)
    const [largest] = await askPrometheus(stack.prometheusUrl, `sum(max_over_time(${SPEND}[1h]))`)
    expect(BigInt(Math.round((largest?.value ?? 0) * 1e9))).toBe(totalNanoUsd)
  })

  it('has what a service in another language spent, from the first call on', async () => {
    const attributes = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.response.model': 'gpt-4o',
      'gen_ai.usage.input_tokens': 1_000,
      'gen_ai.usage.output_tokens': 100,
    }
    const spend = `${SPEND}{job="billing", costspan_cost_basis="collector"}`
    await sendSpans(stack.otlpUrl, [{ name: 'chat gpt-4o', attributes }], { resource: { 'service.name': 'billing' } })
    await vi.waitFor(async () => expect(await nanoUsd(stack.prometheusUrl, spend)).toBe(3_500_000n), PATIENCE)
    const begins = await askPrometheus(stack.prometheusUrl, `min_over_time(${spend}[1h])`)
    expect(begins.map(({ value }) => value)).toEqual([0, 0])
  })
})

interface JaegerSpan {
  readonly tags: readonly { readonly key: string; readonly value: unknown }[]
}

/** The tags of the dearest call that Jaeger finds for the application. The gateway keeps those above a quarter dollar. */
async function dearestCall(jaegerUrl: string): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${jaegerUrl}/api/traces?service=acme-docs&limit=500`)
  const { data } = (await response.json()) as { data: { spans: JaegerSpan[] }[] | null }
  const calls = (data ?? [])
    .flatMap(({ spans }) => spans)
    .map(({ tags }) => Object.fromEntries(tags.map(({ key, value }) => [key, value])))
    .filter((tags) => 'costspan.cost.nano_usd' in tags)
  const cost = (tags: Readonly<Record<string, unknown>>): number => Number(tags['costspan.cost.nano_usd'])
  const [dearest] = calls.toSorted((a, b) => cost(b) - cost(a))
  if (dearest === undefined) throw new Error('Jaeger has no call of the application yet')
  return dearest
}

interface TempoTrace {
  readonly spanSets?: readonly {
    readonly spans: readonly {
      readonly attributes?: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[]
    }[]
  }[]
}

/** The features of the spans that a TraceQL query finds and selects. */
async function featuresFound(tempoUrl: string, query: string): Promise<string[]> {
  const spans = (await searchTempo(tempoUrl, query)).flatMap(({ spanSets = [] }) =>
    spanSets.flatMap((set) => set.spans),
  )
  const attributes = spans.flatMap((span) => span.attributes ?? [])
  return attributes.flatMap(({ key, value }) => (key === 'costspan.feature' ? [value.stringValue ?? ''] : []))
}

/** The traces that a TraceQL query finds; throws with Tempo's words when it refuses the query. */
async function searchTempo(tempoUrl: string, query: string): Promise<readonly TempoTrace[]> {
  const asked = new URLSearchParams({ q: query, limit: '50' }).toString()
  const response = await fetch(`${tempoUrl}/api/search?${asked}`)
  if (!response.ok) throw new Error(`${await response.text()}: ${query}`)
  const { traces = [] } = (await response.json()) as { traces?: TempoTrace[] }
  return traces
}
