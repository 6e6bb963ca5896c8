import { type ModelQuery, type PriceRowInput, userPrices } from '@costspan/cost/prices'
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
