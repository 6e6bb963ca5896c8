import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { generatedConfig } from '../collector/generated-config.ts'
import { sendSpans, type SentSpan, type SentValue } from '../collector/send-spans.ts'
import { pythonWithRequirements } from '../python/python-environment.ts'
import { collectorPlace, startCollector } from '../start-collector.ts'
import { exportedRow } from './exported-row.ts'
import { exporterTable } from './exporter-table.ts'

/** A gateway for ClickHouse whose calls go to a file: what the exporter would get. */
const TO_FILE = `exporters: { file: { path: '\${env:TRACES_FILE}', flush_interval: 100ms } }
service: { pipelines: { traces/calls: { exporters: [file] } } }
`

const NOON = Date.parse('2026-11-20T12:00:00Z')

/** 1,000 tokens in, of which 400 from the cache, and 100 out; prices in USD per million are 2.50, 1.25 and 10. */
const GPT_4O: SentSpan = call('openai', 'gpt-4o', {
  'gen_ai.usage.cache_read.input_tokens': 400,
  'costspan.feature': 'search',
  'costspan.team': 'growth',
  'user.id': 'ada',
  'costspan.tier': 'pro',
})
const GPT_4O_NANO_USD = 600 * 2_500 + 400 * 1_250 + 100 * 10_000
/** 1,000 tokens in at 3, 100 out at 15 USD per million, a day later. */
const SONNET: SentSpan = { ...call('anthropic', 'claude-sonnet-4-5', {}), startedAtMillis: NOON + 86_400_000 }
const SONNET_NANO_USD = 1_000 * 3_000 + 100 * 15_000
const UNKNOWN: SentSpan = call('openai', 'nobody-knows', {})
const AGENT: SentSpan = {
  name: 'agent',
  startedAtMillis: NOON,
  attributes: { 'gen_ai.operation.name': 'invoke_agent' },
}
const OUTCOME: SentSpan = {
  name: 'outcome sale',
  startedAtMillis: NOON,
  attributes: { 'costspan.outcome.name': 'sale', 'costspan.outcome.by': 'trace' },
}
const BEFORE: SentSpan = { ...GPT_4O, startedAtMillis: Date.parse('2026-10-31T23:59:59Z') }

describe('the reports of ClickHouse, over what the gateway writes there', () => {
  let answers: readonly (readonly Readonly<Record<string, unknown>>[])[]

  beforeAll(async () => {
    const place = await collectorPlace()
    const config = await generatedConfig(place.folder)
    const overlay = join(place.folder, 'to-file.yaml')
    writeFileSync(overlay, TO_FILE)
    const collector = await startCollector(inject('collector'), {
      place,
      configs: [config('clickhouse.yaml'), overlay],
    })
    const sent = [GPT_4O, GPT_4O, GPT_4O, SONNET, UNKNOWN, AGENT, OUTCOME, BEFORE]
    await sendSpans(collector.otlpUrl, sent)
    const written = sent.length - 1
    const spans = await vi.waitFor(
      () => {
        expect(collector.spans()).toHaveLength(written)
        return collector.spans()
      },
      { timeout: 20_000 },
    )
    answers = ask(config('clickhouse-reports.sql'), spans.map(exportedRow))
    await collector.stop()
    place.remove()
  }, 600_000)

  it('sum to the bill by feature and team', () => {
    expect(answers[0]).toEqual([
      { feature: 'search', team: 'growth', calls: 3, usd: (3 * GPT_4O_NANO_USD) / 1e9, input: 3_000, output: 300 },
      { feature: 'unattributed', team: '', calls: 2, usd: SONNET_NANO_USD / 1e9, input: 2_000, output: 200 },
    ])
  })

  it('tell the mix of models, days, users, dear traces, cached shares, and what has no price', () => {
    const all = 3 * GPT_4O_NANO_USD + SONNET_NANO_USD
    const percent = (part: number): number => Math.round((1_000 * part) / all) / 10
    const search = { calls: 1, feature: 'search', trace: expect.any(String), usd: GPT_4O_NANO_USD / 1e9 }
    const unattributed = { calls: 1, feature: 'unattributed', trace: expect.any(String) }
    expect(answers.slice(1)).toEqual([
      [
        mix('openai', 'gpt-4o', 3, GPT_4O_NANO_USD, percent(3 * GPT_4O_NANO_USD)),
        mix('anthropic', 'claude-sonnet-4-5', 1, SONNET_NANO_USD, percent(SONNET_NANO_USD)),
        mix('openai', 'nobody-knows', 1, 0, 0),
      ],
      [
        { day: '2026-11-20', calls: 4, usd: (3 * GPT_4O_NANO_USD) / 1e9 },
        { day: '2026-11-21', calls: 1, usd: SONNET_NANO_USD / 1e9 },
      ],
      [{ user: 'ada', tier: 'pro', calls: 3, usd: (3 * GPT_4O_NANO_USD) / 1e9 }],
      [{ ...unattributed, usd: SONNET_NANO_USD / 1e9 }, search, search, search, { ...unattributed, usd: 0 }],
      [
        { feature: 'unattributed', model: expect.any(String), cached_share: 0 },
        { feature: 'unattributed', model: expect.any(String), cached_share: 0 },
        { feature: 'search', model: 'gpt-4o', cached_share: 0.4 },
      ],
      [
        {
          status: 'unpriced',
          unpriced_reason: 'unknown_model',
          provider: 'openai',
          model: 'nobody-knows',
          calls: 1,
          last: expect.stringMatching(/^2026-11-20 12:00:00/),
        },
      ],
    ])
  })
})

function call(provider: string, model: string, more: Readonly<Record<string, SentValue>>): SentSpan {
  return {
    name: `chat ${model}`,
    startedAtMillis: NOON,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': provider,
      'gen_ai.request.model': model,
      'gen_ai.usage.input_tokens': 1_000,
      'gen_ai.usage.output_tokens': 100,
      ...more,
    },
  }
}

function mix(provider: string, model: string, calls: number, nanoUsd: number, percent: number): object {
  return { provider, model, calls, usd: (calls * nanoUsd) / 1e9, usd_per_call: nanoUsd / 1e9, percent }
}

/** The rows of each report, for November 2026. */
function ask(reportsFile: string, rows: readonly object[]): Record<string, unknown>[][] {
  const python = pythonWithRequirements(join(import.meta.dirname, 'requirements.txt'))
  const document = {
    table: exporterTable(),
    rows,
    reports: readFileSync(reportsFile, 'utf8'),
    parameters: { from: '2026-11-01', to: '2026-12-01' },
  }
  const { status, stdout, stderr } = spawnSync(python, [join(import.meta.dirname, 'run-reports.py')], {
    input: JSON.stringify(document),
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`ClickHouse ended with ${status}:\n${stderr}`)
  return (JSON.parse(stdout) as Record<string, unknown>[][]).filter((answer) => answer.length > 0)
}
