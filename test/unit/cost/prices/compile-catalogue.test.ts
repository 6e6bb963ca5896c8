import type { ModelInfo, Provider } from '@pydantic/genai-prices'
import { describe, expect, it } from 'vitest'
import { compileCatalogue } from '../../../../packages/cost/scripts/compile-catalogue.ts'
import type { OverlayEntry } from '../../../../packages/cost/scripts/overlay.ts'

const SOURCE = { source: 'https://prices.example', checked: '2026-11-22' }
/** The same as the catalogue says it. */
const ORIGIN = { url: SOURCE.source, checked: SOURCE.checked }

function provider(...models: (Omit<ModelInfo, 'match'> & Partial<Pick<ModelInfo, 'match'>>)[]): Provider {
  const matched = models.map((model) => ({ match: { equals: model.id }, ...model }))
  return { id: 'acme', name: 'Acme', api_pattern: 'https://api\\.acme', models: matched }
}

/** The compiled models of a provider, with an overlay of some entries. */
function compile(acme: Provider, ...entries: Omit<OverlayEntry, 'provider' | 'source' | 'checked'>[]): unknown {
  const overlay = {
    version: '2026-11-22',
    base: { version: '0.0.1', published: '2026-01-01' },
    entries: entries.map((entry) => ({ provider: 'acme', ...SOURCE, ...entry })),
  }
  return compileCatalogue([acme], overlay).providers['acme']?.models
}

describe('compiling genai-prices', () => {
  it('turns tiers of single prices into one price for long contexts', () => {
    const prices = {
      input_mtok: { base: 1, tiers: [{ start: 200_000, price: 2 }] },
      output_mtok: {
        base: 4,
        tiers: [
          { start: 200_000, price: 6 },
          { start: 500_000, price: 8 },
        ],
      },
      cache_read_mtok: 0.1,
      web_searches_kcount: 10,
    }
    expect(compile(provider({ id: 'a', prices }))).toEqual([
      {
        id: 'a',
        prices: [
          {
            cacheRead: 0.1,
            input: 1,
            output: 4,
            units: { 'tool.web_search': '10/1000' },
            above: [
              { inputTokens: 200_000, input: 2, output: 6 },
              { inputTokens: 500_000, output: 8 },
            ],
          },
        ],
      },
    ])
  })

  it('lets hours that follow a date begin on it', () => {
    const prices = [
      { prices: { input_mtok: 1 } },
      { constraint: { type: 'start_date' as const, start_date: '2026-08-17' }, prices: { input_mtok: 2 } },
      {
        constraint: { type: 'time_of_date' as const, start_time: '01:00:00Z', end_time: '04:00:00Z' },
        prices: { input_mtok: 3 },
      },
    ]
    expect(compile(provider({ id: 'a', prices }))).toEqual([
      {
        id: 'a',
        prices: [
          { input: 1 },
          { from: '2026-08-17', input: 2 },
          { from: '2026-08-17', daily: ['01:00', '04:00'], input: 3 },
        ],
      },
    ])
  })

  it('writes match logic as names', () => {
    const match = {
      or: [
        { equals: 'A-1' },
        { starts_with: 'a-1-' },
        { contains: 'x' },
        { ends_with: '-z' },
        { regex: '^a\\d$' },
        { and: [{ starts_with: 'a.b' }, { regex: '^(?!c)' }] },
      ],
    }
    expect(compile(provider({ id: 'a', match, prices: { input_mtok: 1 } }))).toEqual([
      { id: 'a', names: ['a-1', 'a-1-*', '*x*', '*-z', '/^a\\d$/', '/(?=^a\\.b)(?=^(?!c))/'], prices: [{ input: 1 }] },
    ])
  })

  it('leaves out a model without prices, unless it is free', () => {
    expect(compile(provider({ id: 'a', prices: {} }, { id: 'a:free', prices: {} }))).toEqual([
      { id: 'a:free', prices: [{ input: 0, output: 0 }] },
    ])
  })

  it.each<[string, ModelInfo['prices'], string]>([
    ['a unit', { smiles_kcount: 1 }, 'a price key that is not known here: smiles_kcount of a'],
    [
      'a tiered unit',
      { requests_kcount: { base: 1, tiers: [] } },
      'a price key that is not known here: requests_kcount of a',
    ],
    ['a price below a pico-USD', { input_mtok: 1e-7 }, 'a price below 1e-6 USD per million tokens: 1e-7'],
  ])('fails for %s that it does not know', (_, prices, message) => {
    expect(() => compile(provider({ id: 'a', prices }))).toThrow(message)
  })
})

describe('applying the overlay', () => {
  const acme = provider({
    id: 'a',
    prices: { input_mtok: { base: 2, tiers: [{ start: 999, price: 4 }] }, cache_write_mtok: 2.5 },
  })

  it('adds, moves, fills and appends, and leaves what is there', () => {
    const entry = {
      models: ['a'],
      names: ['a-too'],
      moveAbove: { from: 999, to: 1_000 },
      fill: { output: 8, units: { request: 0.01 } },
      fillMultiple: { cacheWrite1h: ['input', 2] as const, cacheWrite: ['input', 9] as const },
      rows: [{ serviceTier: 'batch', times: 0.5 }],
      regions: { eu: 1.1 },
    }
    expect(compile(acme, entry, { add: [{ id: 'b', prices: [{ input: 1 }] }] })).toEqual([
      {
        id: 'a',
        names: ['a', 'a-too'],
        prices: [
          {
            input: 2,
            output: 8,
            cacheWrite: 2.5,
            cacheWrite1h: 4,
            units: { request: 0.01 },
            above: [{ inputTokens: 1_000, input: 4, cacheWrite1h: 8 }],
          },
          { serviceTier: 'batch', times: 0.5 },
        ],
        regions: { eu: 1.1 },
        origins: [
          { ...ORIGIN, rates: ['output', 'request', 'cacheWrite1h', 'cacheWrite'] },
          { ...ORIGIN, serviceTier: 'batch', times: 0.5 },
          { ...ORIGIN, region: 'eu', times: 1.1 },
        ],
      },
      { id: 'b', prices: [{ input: 1 }], origins: [ORIGIN] },
    ])
  })

  it('lets a model that is added take its names from those that had them', () => {
    const shared = provider({
      id: 'a',
      match: { or: [{ equals: 'a' }, { equals: 'a-small' }] },
      prices: { input_mtok: 2 },
    })
    expect(compile(shared, { add: [{ id: 'a-small', prices: [{ input: 1 }] }] })).toEqual([
      { id: 'a', names: ['a'], prices: [{ input: 2 }] },
      { id: 'a-small', prices: [{ input: 1 }], origins: [ORIGIN] },
    ])
  })

  it('adds the names that a provider claims', () => {
    const entry = { provider: 'acme', ...SOURCE, claims: ['embed-*'] }
    const overlay = { version: '2026-11-22', base: { version: '0.0.1', published: '2026-01-01' }, entries: [entry] }
    const claiming = { ...acme, model_match: { starts_with: 'acme-' } }
    expect(compileCatalogue([claiming], overlay).providers['acme']?.claims).toEqual(['acme-*', 'embed-*'])
  })

  it.each<[string, Omit<OverlayEntry, 'source' | 'checked' | 'provider'> & { provider?: string }, string]>([
    ['changes a model that is gone', { models: ['gone-*'] }, 'The overlay names a model that is not there: gone-*'],
    ['adds a model that is there', { add: [{ id: 'a', prices: [] }] }, 'The overlay adds a model that is there: a'],
    ['is for nobody', { provider: 'nobody' }, 'The overlay has a provider that is not known: nobody'],
    [
      'states a price that is none',
      { models: ['a'], rows: [{ input: -1 }] },
      '$.providers["acme"].models[0].prices[1].input must be USD',
    ],
  ])('fails when an entry %s', (_, entry, message) => {
    expect(() => compile(acme, entry)).toThrow(message)
  })
})
