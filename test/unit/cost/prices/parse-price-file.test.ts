import { parsePriceFile } from '@costspan/cost/prices'
import { describe, expect, it } from 'vitest'
import { priceFile } from './price-file.ts'

const good = priceFile({ 'gpt-4o': 2 })

function withModel(model: unknown): unknown {
  return { ...good, providers: { openai: { models: [model] } } }
}

function withRow(row: unknown): unknown {
  return withModel({ id: 'm', prices: [row] })
}

const M = '$.providers["openai"].models[0]'

describe('a price file', () => {
  it('is taken when all of it is right', () => {
    const full = withModel({
      id: 'm',
      names: ['m', 'm-*', '/^m\\d$/'],
      prices: [
        {
          input: '$2.50',
          output: 10,
          units: { 'tool.web_search': '10/1000', request: 0.005 },
          above: [{ inputTokens: 200_000, input: 5 }],
        },
        { from: '2026-09-01', daily: ['16:30', '00:30'], input: 1, output: 2 },
        { serviceTier: 'batch', times: 0.5 },
      ],
      regions: { us: 1.1 },
    })
    const source = parsePriceFile(full, 'https://prices.example/today.json')
    expect({ ...source, find: undefined }).toEqual({
      name: 'https://prices.example/today.json',
      version: 'test-prices-1',
      layer: 'catalogue',
      publishedAtMillis: Date.UTC(2026, 10, 20),
      find: undefined,
    })
  })

  it.each<[string, unknown, string]>([
    ['no object', [], '$ must be an object, got []'],
    ['null', null, '$ must be an object, got null'],
    ['another format', { ...good, format: 'x/2' }, '$.format must be "costspan.prices/1", got "x/2"'],
    [
      'an unknown key',
      { ...good, extra: 1 },
      '$.extra is not known, expected one of format, version, published, providers',
    ],
    ['no version', { ...good, version: '' }, '$.version must be text, got ""'],
    [
      'no day',
      { ...good, published: '2026-13-01' },
      '$.published must be a day such as "2026-11-22", got "2026-13-01"',
    ],
    ['no provider', { ...good, providers: {} }, '$.providers must be an object with at least one provider, got {}'],
    [
      'no models',
      { ...good, providers: { openai: {} } },
      '$.providers["openai"].models must be an array, got undefined',
    ],
    ['a model without an id', withModel({ prices: [{ input: 1 }] }), `${M}.id must be text, got undefined`],
    [
      'a model without prices',
      withModel({ id: 'm', prices: [] }),
      `${M}.prices must be an array with at least one row, got []`,
    ],
    [
      'a pattern that is none',
      withModel({ id: 'm', names: ['/(/'], prices: [{ input: 1 }] }),
      `${M}.names[0] must be a name, a glob, or a regular expression between slashes, got "/(/"`,
    ],
    [
      'a region that is no factor',
      withModel({ id: 'm', prices: [{ input: 1 }], regions: { us: -1 } }),
      `${M}.regions["us"] must be a multiplier of at least 0, such as 0.5, got -1`,
    ],
    [
      'a misspelt price',
      withRow({ inputs: 1, output: 2 }),
      `${M}.prices[0].inputs is not known, expected one of input, output,`,
    ],
    [
      'a negative price',
      withRow({ input: -1 }),
      `${M}.prices[0].input must be USD per million tokens, such as 2.5 or "$2.50", got -1`,
    ],
    [
      'a price that is no number',
      withRow({ input: null }),
      `${M}.prices[0].input must be USD per million tokens, such as 2.5 or "$2.50", got null`,
    ],
    [
      'a row without a price',
      withRow({ from: '2026-01-01' }),
      `${M}.prices[0] must be a row with at least one price, got {"from":"2026-01-01"}`,
    ],
    [
      'a unit price',
      withRow({ units: { request: '1/0' } }),
      `${M}.prices[0].units["request"] must be USD per unit, such as 0.01 or "10/1000", got "1/0"`,
    ],
    [
      'a day that is none',
      withRow({ input: 1, from: 'soon' }),
      `${M}.prices[0].from must be a day such as "2026-08-21", or an instant such as "2026-08-21T12:00:00Z", got "soon"`,
    ],
    [
      'an instant without a zone',
      withRow({ input: 1, from: '2026-01-01T10:00:00' }),
      `${M}.prices[0].from must be a day`,
    ],
    [
      'hours that are none',
      withRow({ input: 1, daily: ['25:00', '26:00'] }),
      `${M}.prices[0].daily must be two times of day in UTC, such as ["16:30", "00:30"], got ["25:00","26:00"]`,
    ],
    [
      'contexts in the wrong order',
      withRow({
        input: 1,
        above: [
          { inputTokens: 200, input: 2 },
          { inputTokens: 100, input: 3 },
        ],
      }),
      `${M}.prices[0].above[1].inputTokens must be a whole number of tokens, more than in the step before, got 100`,
    ],
    [
      'a multiple that is none',
      withRow({ serviceTier: 'batch', times: 'half' }),
      `${M}.prices[0].times must be a multiplier of at least 0, such as 0.5, got "half"`,
    ],
  ])('is refused for %s, with the path, the value and what was expected', (_, json, message) => {
    expect(() => parsePriceFile(json, 'file')).toThrow(TypeError)
    expect(() => parsePriceFile(json, 'file')).toThrow(message)
  })
})
