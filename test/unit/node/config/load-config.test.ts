import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../../../packages/node/src/config/load-config.ts'
import { temporaryFolder } from './temporary-folder.ts'

const WHOLE = readFileSync(new URL('samples/whole.yaml', import.meta.url), 'utf8')

describe('where settings come from', () => {
  it('has defaults when there is neither a file nor an option', () => {
    expect(loadConfig({}, {}, temporaryFolder())).toEqual({ streamUsage: 'count' })
  })

  it('reads costspan.yaml of the working directory', () => {
    const folder = temporaryFolder({ 'costspan.yaml': 'serviceName: from-file' })
    expect(loadConfig({}, {}, folder)).toEqual({ serviceName: 'from-file', streamUsage: 'count' })
  })

  it.each(['COSTSPAN_CONFIG', 'TOKENMETER_CONFIG'])('reads the file that %s names instead', (variable) => {
    const folder = temporaryFolder({ 'costspan.yaml': 'serviceName: here', 'other.yaml': 'serviceName: named' })
    expect(loadConfig({}, { [variable]: 'other.yaml' }, folder).serviceName).toBe('named')
    expect(loadConfig({}, { [variable]: join(folder, 'other.yaml') }, temporaryFolder()).serviceName).toBe('named')
  })

  it.each(['COSTSPAN_CONFIG', 'TOKENMETER_CONFIG'])('takes an empty %s for one that is not set', (variable) => {
    const folder = temporaryFolder({ 'costspan.yaml': 'serviceName: here', 'other.yaml': 'serviceName: named' })
    expect(loadConfig({}, { [variable]: '' }, folder).serviceName).toBe('here')
    const env = { COSTSPAN_CONFIG: 'other.yaml', TOKENMETER_CONFIG: 'other.yaml', [variable]: '' }
    expect(loadConfig({}, env, folder).serviceName).toBe('named')
  })

  it('takes both variables where they name the same file, and neither where they do not', () => {
    const folder = temporaryFolder({ 'a.yaml': 'serviceName: a', 'b.yaml': 'serviceName: b' })
    const named = (older: string) => loadConfig({}, { COSTSPAN_CONFIG: 'a.yaml', TOKENMETER_CONFIG: older }, folder)
    expect(named(join(folder, 'a.yaml')).serviceName).toBe('a')
    expect(() => named('b.yaml')).toThrow(
      new TypeError(
        'COSTSPAN_CONFIG=a.yaml and TOKENMETER_CONFIG=b.yaml name different files of settings, expected one of the two variables',
      ),
    )
  })

  it.each(['COSTSPAN_CONFIG', 'TOKENMETER_CONFIG'])('refuses a file that does not exist, named by %s', (variable) => {
    expect(() => loadConfig({}, { [variable]: 'none.yaml' }, temporaryFolder())).toThrow(
      expect.objectContaining({
        name: 'TypeError',
        message: expect.stringMatching(
          new RegExp(`^${variable}=none\\.yaml: the file of settings cannot be read: ENOENT.*none\\.yaml`),
        ),
      }),
    )
  })

  it('refuses a costspan.yaml that cannot be read', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'costspan.yaml'))
    expect(() => loadConfig({}, {}, folder)).toThrow(/costspan\.yaml: the file of settings cannot be read: EISDIR/)
  })

  it('takes an empty file, and one of comments, for no settings', () => {
    for (const text of ['', '# serviceName: none', '\uFEFF---\n']) {
      expect(loadConfig({}, {}, temporaryFolder({ 'costspan.yaml': text }))).toEqual({ streamUsage: 'count' })
    }
  })

  it('takes options whose value is undefined for options that are not given', () => {
    const folder = temporaryFolder({ 'costspan.yaml': 'serviceName: from-file' })
    const options = { serviceName: undefined, telemetry: { draftNames: undefined } } as object
    expect(loadConfig(options, {}, folder)).toEqual({ serviceName: 'from-file', streamUsage: 'count', telemetry: {} })
  })
})

describe('the settings that hold', () => {
  it('understands every setting of a file, relative to its folder', () => {
    const folder = temporaryFolder({ 'costspan.yaml': WHOLE })
    expect(loadConfig({}, { COSTSPAN_CONFIG: join(folder, 'costspan.yaml') }, temporaryFolder())).toEqual({
      serviceName: 'checkout',
      prices: [
        { model: 'my-llama', input: '$0.20', output: '0.60' },
        {
          provider: 'openai',
          model: 'gpt-4o*',
          serviceTier: 'flex',
          input: 1.25,
          output: 5,
          cacheRead: 0.625,
          units: { 'tool.web_search': '10/1000', images: '$0.04' },
        },
        {
          model: 'acme-large',
          from: '2026-09-01',
          daily: ['16:30', '00:30'],
          input: 2,
          output: 8,
          above: [{ inputTokens: 200_000, input: 4, output: 12 }],
        },
        { provider: 'mistral', model: 'mistral-large*', currency: 'EUR', input: '1.80', output: '5.40' },
      ],
      selfHosted: [
        { model: 'llama-3.1-70b*', usdPerHour: '$3.00', gpus: 2, tokensPerHour: 480_000 },
        { provider: 'ollama', model: 'qwen3', usdPerHour: '0.9', tokensPerSecond: '138.9', from: '2026-10-01' },
      ],
      currencies: {
        EUR: [
          { from: '2026-01-01', usd: '1.0845' },
          { from: '2026-07-01', usd: 1.1 },
        ],
        GBP: 1.25,
      },
      discounts: [
        { provider: 'anthropic', percent: '15%' },
        { model: 'gpt-*', multiplier: 0.9 },
        { provider: 'openai', percent: -5 },
      ],
      priceCatalog: { from: join(folder, 'prices.json'), everyMinutes: 30, sha256: 'a'.repeat(64) },
      attribution: {
        dimensions: ['costspan.feature', 'costspan.tenant'],
        baggage: { keys: ['feature', 'tenant', 'tags'], trustInbound: true, llmHosts: ['llm.example.com'] },
        pseudonyms: { fields: ['user', 'session'] },
      },
      instrumentations: { include: ['openai', 'anthropic'], exclude: ['anthropic'] },
      streamUsage: 'ask',
      content: { capture: true, maxCharacters: 1000 },
      telemetry: { draftNames: false, olderNames: true, assumedMaxOutputTokens: 64_000 },
    })
  })

  it('puts options over the file, key by key, a list in place of a list', () => {
    const folder = temporaryFolder({ 'costspan.yaml': WHOLE.replace(/prices:[^]*?priceCatalog:/, 'priceCatalog:') })
    const options = {
      serviceName: 'from-code',
      streamUsage: 'count',
      attribution: { dimensions: ['costspan.team'], baggage: { trustInbound: false } },
      priceCatalog: { from: 'https://prices.example.com/all.json?key=1' },
    } as const
    expect(loadConfig(options, {}, folder)).toEqual({
      serviceName: 'from-code',
      priceCatalog: { from: 'https://prices.example.com/all.json?key=1', everyMinutes: 30 },
      attribution: {
        dimensions: ['costspan.team'],
        baggage: { keys: ['feature', 'tenant', 'tags'], trustInbound: false, llmHosts: ['llm.example.com'] },
        pseudonyms: { fields: ['user', 'session'] },
      },
      instrumentations: { include: ['openai', 'anthropic'], exclude: ['anthropic'] },
      streamUsage: 'count',
      content: { capture: true, maxCharacters: 1000 },
      telemetry: { draftNames: false, olderNames: true, assumedMaxOutputTokens: 64_000 },
    })
  })

  it('adds up the prices and discounts of file and options, those of options last', () => {
    const text = 'prices: [{ model: a, input: 1 }]\ndiscounts: [{ percent: 1 }]'
    const options = { prices: [{ model: 'a', input: 2 }], discounts: [{ percent: 2 }] }
    expect(loadConfig(options, {}, temporaryFolder({ 'costspan.yaml': text }))).toEqual({
      prices: [
        { model: 'a', input: 1 },
        { model: 'a', input: 2 },
      ],
      discounts: [{ percent: 1 }, { percent: 2 }],
      streamUsage: 'count',
    })
    expect(loadConfig(options, {}, temporaryFolder())).toEqual({ ...options, streamUsage: 'count' })
  })

  it('resolves the path of a catalogue in options against the working directory', () => {
    const folder = temporaryFolder()
    expect(loadConfig({ priceCatalog: { from: './p.json' } }, {}, folder).priceCatalog).toEqual({
      from: join(folder, 'p.json'),
    })
    expect(loadConfig({ priceCatalog: { from: 'file:///etc/p.json' } }, {}, folder).priceCatalog).toEqual({
      from: '/etc/p.json',
    })
  })
})
