import {
  type Currencies,
  type ExchangeRate,
  type ModelQuery,
  type PriceRowInput,
  createPriceBook,
  userPrices,
} from '@costspan/cost/prices'
import { describe, expect, it } from 'vitest'

const QUERY: ModelQuery = { provider: 'openai', model: 'acme-large', serviceTier: undefined, region: undefined }

describe('userPrices', () => {
  it('reads amounts as people write them', () => {
    const source = userPrices([
      {
        provider: 'openai',
        model: 'acme-*',
        input: '$2.50',
        output: 10,
        cacheRead: '0.25',
        units: { 'tool.web_search': '$0.01' },
        above: [{ inputTokens: 200_000, input: 5 }],
      },
    ])
    const units = { 'tool.web_search': 10_000_000_000n }
    expect(source.find(QUERY)).toEqual({
      modelId: 'acme-*',
      periods: [
        {
          fromMillis: -Infinity,
          daily: undefined,
          rates: { tokens: { input: 2_500_000n, output: 10_000_000n, cacheRead: 250_000n }, units },
          above: [
            {
              inputTokens: 200_000,
              rates: { tokens: { input: 5_000_000n, output: 10_000_000n, cacheRead: 250_000n }, units },
            },
          ],
        },
      ],
    })
  })

  it.each<[string, PriceRowInput, Partial<ModelQuery>, boolean]>([
    ['a dated snapshot of the model', { model: 'acme-large', input: 1 }, { model: 'acme-large-2026-10-01' }, true],
    ['the model at any provider', { model: 'acme-large', input: 1 }, { provider: 'somewhere' }, true],
    [
      'the model of a call that names no provider',
      { provider: 'openai', model: 'acme-large', input: 1 },
      { provider: undefined },
      true,
    ],
    ['another provider', { provider: 'azure', model: 'acme-large', input: 1 }, {}, false],
    ['another generation', { model: 'acme-large', input: 1 }, { model: 'acme-large-2' }, false],
    ['a generation that a glob takes in', { model: 'acme-large*', input: 1 }, { model: 'acme-large-2' }, true],
    ['another tier', { model: 'acme-large', input: 1 }, { serviceTier: 'flex' }, false],
    ['the tier', { model: 'acme-large', serviceTier: 'flex', input: 1 }, { serviceTier: 'flex' }, true],
  ])('decides whether a row is for %s', (_, row, part, isFor) => {
    expect(typeof userPrices([row]).find({ ...QUERY, ...part }) === 'object').toBe(isFor)
  })

  it('lets the exception that is written last win over the rule', () => {
    const rows = [
      { model: 'acme-*', input: 1, output: 4 },
      { model: 'acme-large', input: 3, output: 12 },
    ]
    expect(userPrices(rows).find(QUERY)).toMatchObject({ modelId: 'acme-large' })
    expect(userPrices(rows.toReversed()).find(QUERY)).toMatchObject({ modelId: 'acme-*' })
  })

  it('lets the rule hold until the exception begins', () => {
    const rows = [
      { model: 'acme-*', input: 1, output: 4 },
      { model: 'acme-large', from: '2026-06-01', input: 3, output: 12 },
    ]
    expect(userPrices(rows).find(QUERY)).toMatchObject({
      modelId: 'acme-large',
      periods: [
        { fromMillis: -Infinity, rates: { tokens: { input: 1_000_000n } } },
        { fromMillis: Date.UTC(2026, 5, 1), rates: { tokens: { input: 3_000_000n } } },
      ],
    })
  })

  it('takes the rows of one model as its history', () => {
    const rows = [
      { model: 'acme-large', input: 3, output: 12 },
      { model: 'acme-large', from: '2026-06-01', input: 2, output: 8 },
    ]
    expect(userPrices(rows).find(QUERY)).toMatchObject({
      periods: [{ fromMillis: -Infinity }, { fromMillis: Date.UTC(2026, 5, 1) }],
    })
  })

  it.each<[unknown, string]>([
    [[{ input: 1 }], 'prices[0].model must be text, got undefined'],
    [
      [
        { model: 'a', input: 1 },
        { model: 'b', inptu: 1 },
      ],
      'prices[1].inptu is not known, expected one of input, output,',
    ],
    [
      [{ model: 'a', input: 'cheap' }],
      'prices[0].input must be USD per million tokens, such as 2.5 or "$2.50", got "cheap"',
    ],
    [[{ model: 'a' }], 'prices[0] must be a row with at least one price, got {"model":"a"}'],
    [[{ model: 'a', input: 1, times: 2 }], 'prices[0].times is not known: write the prices of the tier'],
    [{}, 'prices must be an array, got {}'],
  ])('refuses %j', (rows, message) => {
    expect(() => userPrices(rows as PriceRowInput[])).toThrow(message)
  })
})

describe('prices in other currencies', () => {
  const rows = [{ model: 'acme-large', currency: 'EUR', input: '1.80', output: 5.4, units: { request: '7/1000' } }]
  const currencies = {
    EUR: [
      { from: '2026-07-01', usd: 1.1 },
      { from: '2026-01-01', usd: '1.0845' },
    ],
  }
  const book = createPriceBook({ sources: [userPrices(rows, { currencies })] })
  const at = (day: string): unknown => {
    const found = book.find({ provider: 'acme', model: 'acme-large', atMillis: Date.parse(day), inputTokens: 1 })
    return found.priced ? found.rates : found.reason
  }

  it('are multiplied exactly by the rate of the day of the call', () => {
    expect(at('2026-06-30T23:59:59Z')).toEqual({
      tokens: { input: 1_952_100n, output: 5_856_300n },
      units: { request: 7_591_500_000n },
    })
    expect(at('2026-07-01')).toEqual({
      tokens: { input: 1_980_000n, output: 5_940_000n },
      units: { request: 7_700_000_000n },
    })
  })

  it('are unknown before the first rate', () => {
    expect(at('2025-12-31T23:59:59Z')).toBe('unknown_provider')
  })

  it('begin on the day of the row, at the rate that then holds', () => {
    const late = userPrices([{ model: 'a', currency: 'EUR', input: 1, from: '2026-08-01' }], { currencies })
    expect(late.find({ ...QUERY, model: 'a' })).toMatchObject({
      periods: [{ fromMillis: Date.parse('2026-08-01'), rates: { tokens: { input: 1_100_000n } } }],
    })
  })

  it('may have one rate for all times, and hold for long contexts', () => {
    const above = [{ inputTokens: 1_000, input: '0.3' }]
    const source = userPrices([{ model: 'a', currency: 'GBP', input: 0.1, above }], { currencies: { GBP: 1.25 } })
    expect(source.find({ ...QUERY, model: 'a' })).toMatchObject({
      periods: [{ rates: { tokens: { input: 125_000n } }, above: [{ rates: { tokens: { input: 375_000n } } }] }],
    })
  })

  it.each<[string, Currencies, string]>([
    ['an unknown currency', {}, 'prices[0].currency must be a currency of `currencies`: none is there, got "EUR"'],
    ['another currency', { GBP: 1 }, 'prices[0].currency must be a currency of `currencies`: GBP, got "EUR"'],
    ['a rate of nothing', { EUR: 0 }, 'currencies.EUR must be more than 0 USD, got 0'],
    ['no rate', { EUR: [] }, 'currencies.EUR must be at least one rate, got []'],
    [
      'a rate without a day',
      { EUR: [{ usd: 1 } as ExchangeRate] },
      'currencies.EUR[0].from must be the first day of the rate',
    ],
    ['a day that is none', { EUR: [{ from: 'May', usd: 1 }] }, 'currencies.EUR[0].from must be a day'],
  ])('fail for %s', (_, wrong, message) => {
    expect(() => userPrices(rows, { currencies: wrong })).toThrow(message)
  })
})
