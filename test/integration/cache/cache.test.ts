import { startFakeProvider } from '@costspan-test/fake-provider'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { startOtlpReceiver } from '../../support/otlp-receiver.ts'
import { startApp } from '../../support/run-app.ts'

const APP = new URL('apps/cached.mjs', import.meta.url)
const SETTINGS = fileURLToPath(new URL('apps/costspan.yaml', import.meta.url))

it('counts a hit as free and what it saved apart, for each of its features', { timeout: 60_000 }, async () => {
  await using receiver = await startOtlpReceiver()
  const provider = await startFakeProvider()
  const { code, stderr, stdout } = await startApp(
    APP,
    ['--conditions=@costspan/source', '--import', '@costspan/node/register'],
    {
      OPENAI_BASE_URL: provider.openaiUrl,
      OPENAI_API_KEY: 'key',
      ANTHROPIC_BASE_URL: provider.anthropicUrl,
      ANTHROPIC_API_KEY: 'key',
      COSTSPAN_CONFIG: SETTINGS,
      ...receiver.env,
    },
  ).ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })

  const told = receiver.spans.map(({ attributes }) => [
    attributes['costspan.feature'],
    attributes['gen_ai.request.model'],
    attributes['costspan.cache.result'],
    attributes['costspan.cache.bypass_reason'],
    attributes['costspan.cost.status'],
    attributes['costspan.saved.kind'],
  ])
  expect(told).toEqual([
    ['faq', 'gpt-4o', 'miss', undefined, 'reported', undefined],
    ['faq', 'gpt-4o', 'exact', undefined, 'reported', 'exact'],
    ['faq', 'gpt-4o', 'exact', undefined, 'reported', 'exact'],
    ['faq', 'gpt-4o', 'miss', undefined, 'reported', undefined],
    ['faq', 'gpt-4o', 'exact', undefined, 'reported', 'exact'],
    ['faq', 'nobody-knows-this-model', 'miss', undefined, 'unpriced', undefined],
    ['faq', 'nobody-knows-this-model', 'exact', undefined, 'reported', 'exact'],
    ['faq', 'gpt-4o', undefined, 'its temperature is not 0', 'reported', undefined],
    ['chat', 'gpt-4o', undefined, 'the tenant is not known', 'reported', undefined],
    ['other', 'gpt-4o', undefined, undefined, 'reported', undefined],
    // The SDK's own spans, which are exported after ours.
    ['faq', 'claude-haiku-4-5', 'miss', undefined, 'reported', undefined],
    ['faq', 'claude-haiku-4-5', 'exact', undefined, 'reported', 'exact'],
  ])

  const sumOf = (name: string, indexes: readonly number[]): number =>
    indexes.reduce((sum, index) => sum + Number(receiver.spans[index]?.attributes[name] ?? 0), 0)
  const hits = [1, 2, 4, 6, 11]
  expect([sumOf('costspan.cost.nano_usd', hits), sumOf('gen_ai.usage.output_tokens', hits)]).toEqual([0, 0])
  // Each hit saved what the same answer cost before; of a model without a price nobody knows.
  const saved = sumOf('costspan.cost.nano_usd', [0, 0, 3, 10])
  expect(sumOf('costspan.saved.nano_usd', hits)).toBe(saved)
  expect(receiver.nanoUsd('costspan.cost.saved')).toBe(saved)
  expect(JSON.parse(stdout)).toEqual({ saved: saved / 1e9, forgotten: 4 })

  // The unpriced model is on the provider's bill with no price either.
  expect(receiver.nanoUsd('costspan.cost')).toBe(Number(provider.bill().totalNanoUsd))
  const calls = receiver.points.filter(({ metric }) => metric === 'costspan.calls')
  const counts: Record<string, number> = {}
  for (const { attributes, value } of calls) {
    const { 'costspan.cache.result': name } = attributes
    const result = typeof name === 'string' ? name : 'none'
    counts[result] = (counts[result] ?? 0) + value
  }
  expect(counts).toEqual({ exact: 5, miss: 4, none: 3 })
  await provider.close()
})
