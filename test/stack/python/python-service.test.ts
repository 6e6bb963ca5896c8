import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { ALL_SPANS, generatedConfig, SCRAPED } from '../collector/generated-config.ts'
import { spentNanoUsd } from '../collector/spent.ts'
import { type Collector, collectorPlace, startCollector } from '../start-collector.ts'
import { pythonWithRequirements } from './python-environment.ts'

const run = promisify(execFile)
const EXAMPLE = join(import.meta.dirname, '../../../examples/python-service')
const SETUP_MILLIS = 300_000

describe('a Python service with no code of ours in it', () => {
  let python: string
  let provider: FakeProvider
  let collector: Collector

  beforeAll(async () => {
    python = pythonWithRequirements(join(EXAMPLE, 'requirements.txt'))
    provider = await startFakeProvider()
    const place = await collectorPlace()
    const config = await generatedConfig(place.folder, SCRAPED)
    collector = await startCollector(inject('collector'), { place, configs: [config('gateway.yaml'), ALL_SPANS] })
    return async () => {
      await collector.stop()
      place.remove()
      await provider.close()
    }
  }, SETUP_MILLIS)

  it.each(['openai-v2', 'openinference', 'openllmetry'])(
    'is metered with %s: what it spent is what is billed',
    async (name) => {
      const before = provider.bill().totalNanoUsd
      await run(python, [join(EXAMPLE, 'service.py'), name], {
        env: {
          PATH: process.env['PATH'],
          OTEL_SERVICE_NAME: name,
          OTEL_RESOURCE_ATTRIBUTES: `costspan.feature=feature-of-${name}`,
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.otlpUrl,
          OTEL_SEMCONV_STABILITY_OPT_IN: 'gen_ai_latest_experimental',
          OPENAI_BASE_URL: provider.openaiUrl,
          OPENAI_API_KEY: 'any',
        },
      })
      const billed = provider.bill().totalNanoUsd - before
      expect(billed).toBeGreaterThan(0n)
      const labels = { job: name, costspan_feature: `feature-of-${name}`, costspan_cost_basis: 'collector' }
      await vi.waitFor(async () => expect(spentNanoUsd(await collector.scrape(), labels)).toBe(billed), {
        timeout: 20_000,
      })
      expect(await collector.scrape()).not.toMatch(new RegExp(`costspan_calls_unpriced_total\\{[^}]*job="${name}"`))
    },
  )
})
