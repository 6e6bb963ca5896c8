import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { prometheusSamples } from './prometheus-samples.ts'
import { type Collector, startCollector } from './start-collector.ts'

const run = promisify(execFile)

describe('an application that exports to an OpenTelemetry Collector', () => {
  let provider: FakeProvider
  let collector: Collector

  beforeAll(async () => {
    provider = await startFakeProvider()
    collector = await startCollector(inject('collector'))
    await runMetered('metered-app.mjs')
  })
  afterAll(async () => {
    await collector.stop()
    await provider.close()
  })

  async function runMetered(app: string): Promise<void> {
    await run(process.execPath, ['--import', '@costspan/node/register', join(import.meta.dirname, app)], {
      cwd: import.meta.dirname,
      env: {
        PATH: process.env['PATH'],
        OTEL_SERVICE_NAME: 'metered-app',
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.otlpUrl,
        OPENAI_BASE_URL: provider.openaiUrl,
        OPENAI_API_KEY: 'any',
        ANTHROPIC_BASE_URL: provider.anthropicUrl,
        ANTHROPIC_API_KEY: 'any',
      },
    })
  }

  async function nanoUsdBy(label: string): Promise<Record<string, bigint>> {
    const sums: Record<string, bigint> = {}
    for (const { name, labels, value } of prometheusSamples(await collector.scrape())) {
      if (name !== 'costspan_cost_USD_total') continue
      const key = labels[label] ?? ''
      sums[key] = (sums[key] ?? 0n) + BigInt(Math.round(value * 1e9))
    }
    return sums
  }

  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)

  it('makes Prometheus counters that sum to what the provider bills', async () => {
    const { totalNanoUsd, unpriced } = provider.bill()
    const byFeature = await nanoUsdBy('costspan_feature')
    expect(unpriced).toEqual([])
    expect(Object.keys(byFeature).toSorted()).toEqual(['chat', 'search'])
    expect(totalNanoUsd).toBeGreaterThan(0n)
    expect(sum(Object.values(byFeature))).toBe(totalNanoUsd)
  })

  it('sends a span of each call, and their costs sum to what the provider bills', async () => {
    const { calls, totalNanoUsd } = provider.bill()
    await vi.waitFor(() => expect(collector.spans()).toHaveLength(calls), { timeout: 10_000 })
    const amounts = collector.spans().map(({ attributes }) => BigInt(String(attributes['costspan.cost.nano_usd'])))
    expect(sum(amounts)).toBe(totalNanoUsd)
  })

  it('keeps users out of the metrics and on the spans', async () => {
    const samples = prometheusSamples(await collector.scrape())
    const labels = new Set(samples.flatMap((sample) => Object.values(sample.labels)))
    const known = [...labels].filter((label) => ['ada', 'grace', 'chat', 'search'].includes(label))
    expect(known.toSorted()).toEqual(['chat', 'search'])
    const users = collector.spans().map(({ attributes }) => attributes['user.id'])
    expect(new Set(users)).toEqual(new Set(['ada', 'grace']))
  })
})
