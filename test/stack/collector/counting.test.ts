import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { type Sample, prometheusSamples } from '../prometheus-samples.ts'
import { type Collector, collectorPlace, startCollector } from '../start-collector.ts'
import { generatedConfig, SCRAPED } from './generated-config.ts'
import { sendSpans, type SentSpan, type SentValue } from './send-spans.ts'
import { spentNanoUsd } from './spent.ts'

const CHAT: Readonly<Record<string, SentValue>> = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.usage.input_tokens': 1_000,
  'gen_ai.usage.output_tokens': 100,
}

/** Takes the spans that a sampler of 0 % lets through to a file, soon. */
const KEPT = `processors: { tail_sampling: { decision_wait: 100ms } }
exporters: { file: { path: '\${env:TRACES_FILE}', flush_interval: 100ms } }
service: { pipelines: { traces/sampled: { exporters: [file] } } }
`

const SETTINGS = `attribution: { dimensions: [costspan.feature, costspan.tenant] }
prices:
  - { model: house-model, input: $1, output: $2 }
  - { provider: openai, model: acme-*, input: $3, output: $4 }
discounts:
  - { provider: openai, model: gpt-4o*, percent: 50% }
`

describe('a gateway that samples everything away', () => {
  let collector: Collector

  beforeAll(async () => {
    const place = await collectorPlace()
    writeFileSync(join(place.folder, 'costspan.yaml'), SETTINGS)
    writeFileSync(join(place.folder, 'kept.yaml'), KEPT)
    const options = [
      ...SCRAPED,
      '--keep-percent',
      '0',
      '--keep-above',
      '$1',
      '--keep-slower',
      '5',
      '--user-counter',
      '--draft-names',
    ]
    const config = await generatedConfig(place.folder, [...options, '--config', join(place.folder, 'costspan.yaml')])
    const configs = [config('gateway.yaml'), config('kept.yaml')]
    collector = await startCollector(inject('collector'), { place, configs })
    return async () => {
      await collector.stop()
      place.remove()
    }
  })

  const samples = async (name: string, labels: Readonly<Record<string, string>>): Promise<Sample[]> =>
    prometheusSamples(await collector.scrape()).filter(
      (sample) =>
        sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
    )
  const total = async (name: string, labels: Readonly<Record<string, string>>): Promise<number> =>
    (await samples(name, labels)).reduce((sum, { value }) => sum + value, 0)

  async function send(
    service: string,
    spans: readonly SentSpan[],
    resource: Readonly<Record<string, SentValue>> = {},
  ): Promise<void> {
    await sendSpans(collector.otlpUrl, spans, { resource: { 'service.name': service, ...resource } })
    await vi.waitFor(async () => expect(await total('costspan_calls_total', { job: service })).toBe(spans.length), {
      timeout: 20_000,
    })
  }

  it('counts what it does not keep, and keeps what is expensive, failed, slow or without a price', async () => {
    const dear = { ...CHAT, 'gen_ai.request.model': 'o1-pro', 'gen_ai.usage.output_tokens': 10_000 }
    const unpriced = { ...CHAT, 'gen_ai.request.model': 'nobody-knows' }
    await send('sampled', [
      ...Array.from({ length: 20 }, () => ({ name: 'cheap', attributes: CHAT })),
      { name: 'dear', attributes: dear },
      { name: 'failed', attributes: { ...CHAT, 'error.type': '500' }, failed: true },
      { name: 'slow', attributes: CHAT, durationMillis: 6_000 },
      { name: 'unpriced', attributes: unpriced },
    ])
    await vi.waitFor(() => expect(collector.spans()).toHaveLength(4), { timeout: 20_000 })
    expect(
      collector
        .spans()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['dear', 'failed', 'slow', 'unpriced'])
    // 22 calls at half of 0.0035 USD, and the dear one: 1,000 tokens at 150 and 10,000 at 600 USD per million.
    expect(spentNanoUsd(await collector.scrape(), { job: 'sampled' })).toBe(22n * 1_750_000n + 6_150_000_000n)
    const reasons = await samples('costspan_calls_unpriced_total', { job: 'sampled' })
    expect(
      reasons.map(({ labels, value }) => [labels['gen_ai_request_model'], labels['costspan_unpriced_reason'], value]),
    ).toEqual([['nobody-knows', 'unknown_model', 1]])
  })

  it('labels by the keys of costspan.yaml, from the span or else from its resource', async () => {
    const spans = [
      { name: 'own', attributes: { ...CHAT, 'costspan.feature': 'search' } },
      { name: 'of the resource', attributes: CHAT },
    ]
    await send('labelled', spans, { 'costspan.feature': 'chat', 'costspan.tenant': 'acme', 'costspan.team': 'red' })
    const labels = (await samples('costspan_calls_total', { job: 'labelled' })).map((sample) => [
      sample.labels['costspan_feature'],
      sample.labels['costspan_tenant'],
      sample.labels['costspan_team'],
    ])
    expect(labels.toSorted(([one], [other]) => (one ?? '').localeCompare(other ?? ''))).toEqual([
      ['chat', 'acme', undefined],
      ['search', 'acme', undefined],
    ])
    await send('unlabelled', [{ name: 'nobody', attributes: CHAT }])
    expect(await total('costspan_calls_total', { job: 'unlabelled', costspan_feature: 'unattributed' })).toBe(1)
  })

  it('prices by the own prices of costspan.yaml', async () => {
    const million = { ...CHAT, 'gen_ai.usage.input_tokens': 1_000_000, 'gen_ai.usage.output_tokens': 1_000_000 }
    await send('own-prices', [
      {
        name: 'house',
        attributes: { ...million, 'gen_ai.provider.name': 'in-house', 'gen_ai.request.model': 'House-Model' },
      },
      { name: 'acme', attributes: { ...million, 'gen_ai.request.model': 'acme-large-2' } },
    ])
    expect(spentNanoUsd(await collector.scrape(), { job: 'own-prices' })).toBe(3_000_000_000n + 7_000_000_000n)
  })

  it('counts users by a hash, and never by their ids', async () => {
    await send('users', [{ name: 'ada', attributes: { ...CHAT, 'user.id': 'ada@example.com' } }])
    const hash = createHash('sha256').update('ada@example.com').digest('hex').slice(0, 16)
    expect(await total('costspan_user_cost_USD_total', { job: 'users', costspan_user_hash: hash })).toBeCloseTo(
      0.00175,
      12,
    )
    expect(await collector.scrape()).not.toContain('example.com')
  })

  it('counts tokens, finish reasons, what a prompt cache saved and the age of the prices', async () => {
    const attributes = {
      ...CHAT,
      'gen_ai.usage.cache_read.input_tokens': 400,
      'gen_ai.response.finish_reasons': ['length', 'stop'],
    }
    await send('told', [{ name: 'cached', attributes }])
    const tokens = 'gen_ai_client_inference_usage'
    expect({
      input: await total(`${tokens}_input_tokens_total`, { job: 'told' }),
      output: await total(`${tokens}_output_tokens_total`, { job: 'told' }),
      cached: await total(`${tokens}_cache_read_input_tokens_total`, { job: 'told' }),
      truncated: await total('costspan_calls_total', { job: 'told', gen_ai_response_finish_reasons: 'length' }),
      savedNanoUsd: Math.round((await total('costspan_cost_saved_USD_total', { job: 'told' })) * 1e9),
    }).toEqual({ input: 1_000, output: 100, cached: 400, truncated: 1, savedNanoUsd: 250_000 })
    expect(await total('costspan_price_catalog_age_days', { job: 'told' })).toBeGreaterThan(0)
  })

  it('keeps costs that come with spans, and counts those that its prices contradict', async () => {
    const told = (usd: number): SentSpan => ({ name: `told ${usd}`, attributes: { ...CHAT, 'gen_ai.usage.cost': usd } })
    // It would be 0.00175 USD by our prices; a fee of 5 % is none of our business, and nobody gives tokens away.
    await send('told-costs', [told(0.00175), told(0.0018375), told(0.0025), told(0.001), told(0)])
    const nanoUsd = 1_750_000n + 1_837_500n + 2_500_000n + 1_000_000n + 1_750_000n
    expect(spentNanoUsd(await collector.scrape(), { job: 'told-costs' })).toBe(nanoUsd)
    expect(await total('costspan_price_conflicts_total', { job: 'told-costs' })).toBe(3)
  })
})
