import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { type Collector, collectorPlace, startCollector } from '../start-collector.ts'
import { ALL_SPANS, generatedConfig, SCRAPED } from './generated-config.ts'
import { spentNanoUsd } from './spent.ts'

const run = promisify(execFile)
const STACK = join(import.meta.dirname, '..')

describe('a Node.js application that meters itself, behind a gateway that prices', () => {
  let provider: FakeProvider
  let collector: Collector

  beforeAll(async () => {
    provider = await startFakeProvider()
    const place = await collectorPlace()
    const config = await generatedConfig(place.folder, SCRAPED)
    collector = await startCollector(inject('collector'), { place, configs: [config('gateway.yaml'), ALL_SPANS] })
    return async () => {
      await collector.stop()
      place.remove()
      await provider.close()
    }
  })

  it('is counted once: by itself, and not again by its spans', async () => {
    await run(process.execPath, ['--import', '@costspan/node/register', join(STACK, 'metered-app.mjs')], {
      cwd: STACK,
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
    const { calls, totalNanoUsd } = provider.bill()
    await vi.waitFor(() => expect(collector.spans()).toHaveLength(calls), { timeout: 20_000 })
    await vi.waitFor(async () => expect(spentNanoUsd(await collector.scrape())).toBe(totalNanoUsd), { timeout: 20_000 })
    expect(spentNanoUsd(await collector.scrape(), { costspan_cost_basis: 'collector' })).toBe(0n)
  })
})
