import {
  type PriceLookup,
  type PriceQuery,
  type PriceSource,
  bundledPrices,
  createPriceBook,
  parsePriceFile,
  userPrices,
} from '@costspan/cost/prices'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { priceFile } from './price-file.ts'

const NOVEMBER = Date.UTC(2026, 10, 1)
const GPT_4O: PriceQuery = { provider: 'openai', model: 'gpt-4o', atMillis: NOVEMBER, inputTokens: 1_000 }

/** The input rate of an answer, or why there is none. */
function inputRate(price: PriceLookup): bigint | string | undefined {
  return price.priced ? price.rates.tokens.input : price.reason
}

describe('the order of sources', () => {
  it('starts with the bundled prices', () => {
    const book = createPriceBook()
    expect({ ...book.find(GPT_4O), version: book.version }).toEqual({
      priced: true,
      rates: {
        tokens: { input: 2_500_000n, output: 10_000_000n, cacheRead: 1_250_000n },
        units: {
          'tool.web_search': 10_000_000_000n,
          'tool.file_search': 2_500_000_000n,
          'tool.code_interpreter': 30_000_000_000n,
        },
      },
      source: 'genai-prices-0.1.8+overlay-2026-11-22',
      modelId: 'gpt-4o',
      origins: expect.arrayContaining([
        { url: 'https://developers.openai.com/api/docs/pricing', checked: '2026-09-23' },
      ]),
      version: 'genai-prices-0.1.8+overlay-2026-11-22',
    })
  })

  it('lets the user win over a refreshed file, and the file over the bundled prices', () => {
    const book = createPriceBook({ sources: [bundledPrices(), userPrices([{ model: 'mine', input: 1, output: 2 }])] })
    book.use(parsePriceFile(priceFile({ 'gpt-4o': 2, mine: 5 }), 'https://prices.example/today.json'))
    expect({
      refreshed: inputRate(book.find(GPT_4O)),
      users: inputRate(book.find({ ...GPT_4O, model: 'mine' })),
      bundled: inputRate(book.find({ ...GPT_4O, model: 'gpt-4.1' })),
      version: book.version,
      published: new Date(book.publishedAtMillis).toISOString(),
    }).toEqual({
      refreshed: 2_000_000n,
      users: 1_000_000n,
      bundled: 2_000_000n,
      version: 'genai-prices-0.1.8+overlay-2026-11-22+test-prices-1+user',
      published: '2026-11-20T00:00:00.000Z',
    })
  })

  it('replaces a source by the next one of the same name, from the next question on', () => {
    const book = createPriceBook()
    expect(inputRate(book.find(GPT_4O))).toBe(2_500_000n)
    book.use(parsePriceFile(priceFile({ 'gpt-4o': 2 }), 'file'))
    expect(inputRate(book.find(GPT_4O))).toBe(2_000_000n)
    book.use(parsePriceFile(priceFile({ 'gpt-4o': 3 }, 'test-prices-2'), 'file'))
    expect([inputRate(book.find(GPT_4O)), book.version]).toEqual([
      3_000_000n,
      'genai-prices-0.1.8+overlay-2026-11-22+test-prices-2',
    ])
  })

  it('keeps the old prices when new ones do not validate', () => {
    const book = createPriceBook()
    const broken = { ...priceFile({ 'gpt-4o': 2 }), published: 'yesterday' }
    expect(() => book.use(parsePriceFile(broken, 'file'))).toThrow(TypeError)
    expect([inputRate(book.find(GPT_4O)), book.version]).toEqual([2_500_000n, 'genai-prices-0.1.8+overlay-2026-11-22'])
  })

  it('asks the sources below for a tier that the one above does not sell', () => {
    const book = createPriceBook({
      sources: [bundledPrices(), userPrices([{ provider: 'openai', model: 'gpt-5', input: 1, output: 8 }])],
    })
    const query = { ...GPT_4O, model: 'gpt-5' }
    expect([inputRate(book.find(query)), inputRate(book.find({ ...query, serviceTier: 'flex' }))]).toEqual([
      1_000_000n,
      625_000n,
    ])
  })

  it('asks the sources below for a time before the price of the one above', () => {
    const rows = [{ model: 'gpt-4o', from: '2026-11-15', input: 1, output: 4 }]
    const book = createPriceBook({ sources: [bundledPrices(), userPrices(rows)] })
    const rates = [-1, 0].map((millis) =>
      inputRate(book.find({ ...GPT_4O, atMillis: Date.UTC(2026, 10, 15) + millis })),
    )
    expect(rates).toEqual([2_500_000n, 1_000_000n])
  })
})

describe('reasons for having no price', () => {
  it.each<[Partial<PriceQuery>, string]>([
    [{ model: 'gpt-99' }, 'unknown_model'],
    [{ provider: 'acme' }, 'unknown_provider'],
    [{ serviceTier: 'hyperspace' }, 'unknown_service_tier'],
    [{ model: ' ' }, 'no_model'],
    [{ model: `gpt-${'9'.repeat(10_000)}` }, 'unknown_model'],
  ])('%j is %s', (part, reason) => {
    expect(createPriceBook().find({ ...GPT_4O, ...part })).toEqual({ priced: false, reason })
  })
})

it.each(['constructor', '__proto__', 'toString'])('takes %s for a name like any other', (name) => {
  const onProblem = vi.fn<(problem: unknown) => void>()
  const book = createPriceBook({ onProblem })
  expect([
    book.find({ ...GPT_4O, region: name }),
    book.find({ ...GPT_4O, model: name }),
    book.find({ ...GPT_4O, provider: name }),
    book.find({ ...GPT_4O, serviceTier: name }),
  ]).toEqual([
    book.find(GPT_4O),
    { priced: false, reason: 'unknown_model' },
    { priced: false, reason: 'unknown_provider' },
    { priced: false, reason: 'unknown_service_tier' },
  ])
  expect(onProblem).not.toHaveBeenCalled()
})

describe('a source that throws', () => {
  it('counts as not knowing and is reported once', () => {
    const broken: PriceSource = {
      name: 'broken',
      version: 'broken-1',
      layer: 'user',
      find: () => {
        throw new Error('disk on fire')
      },
    }
    const onProblem = vi.fn<(problem: unknown) => void>()
    const book = createPriceBook({ sources: [bundledPrices(), broken], onProblem })
    expect([inputRate(book.find(GPT_4O)), inputRate(book.find({ ...GPT_4O, model: 'gpt-4.1' }))]).toEqual([
      2_500_000n,
      2_000_000n,
    ])
    expect(onProblem.mock.calls).toEqual([[{ source: 'broken', error: new Error('disk on fire') }]])
  })

  it('does no harm when it answers nonsense and the listener throws, too', () => {
    const nonsense = { name: 'nonsense', version: '1', layer: 'user', find: () => undefined } as unknown as PriceSource
    const onProblem = (): never => {
      throw new Error('listener')
    }
    expect(inputRate(createPriceBook({ sources: [bundledPrices(), nonsense], onProblem }).find(GPT_4O))).toBe(
      2_500_000n,
    )
  })
})

describe('what a book remembers', () => {
  const books = {
    sources: [
      bundledPrices(),
      userPrices([{ provider: 'openai', model: 'gpt-4o*', from: '2026-11-10', input: 2, output: 8 }]),
    ],
  }
  const anyQuery: fc.Arbitrary<PriceQuery> = fc.record({
    provider: fc.constantFrom('openai', 'anthropic', 'deepseek', 'azure.ai.openai', undefined),
    model: fc.constantFrom(
      'gpt-4o',
      'gpt-5.6-sol',
      'gpt-5.4',
      'o3',
      'claude-sonnet-4-5',
      'claude-sonnet-5-5',
      'deepseek-v4-flash',
      'gpt-99',
    ),
    atMillis: fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) }),
    inputTokens: fc.integer({ min: 0, max: 400_000 }),
    serviceTier: fc.constantFrom(undefined, 'default', 'flex', 'batch', 'nonsense'),
    region: fc.constantFrom(undefined, 'us', 'eu-central-1'),
  })

  it('is what it would find anew, across price changes, hours, tiers and context lengths', () => {
    const remembering = createPriceBook(books)
    fc.assert(
      fc.property(anyQuery, (query) => {
        expect(remembering.find(query)).toEqual(createPriceBook(books).find(query))
      }),
      { numRuns: 500 },
    )
  })

  it('asks each source once for a model, tier and region', () => {
    const find = vi.fn<PriceSource['find']>(() => 'unknown_model')
    const book = createPriceBook({ sources: [{ name: 'counting', version: '1', layer: 'catalogue', find }] })
    for (let call = 0; call < 100; call++) book.find({ ...GPT_4O, atMillis: call, inputTokens: call })
    expect(find).toHaveBeenCalledTimes(1)
  })

  it('has no place for names that are too long to be any', () => {
    const find = vi.fn<PriceSource['find']>(() => 'unknown_model')
    const book = createPriceBook({ sources: [{ name: 'counting', version: '1', layer: 'catalogue', find }] })
    for (let call = 0; call < 2; call++) book.find({ ...GPT_4O, model: 'x'.repeat(501) })
    expect(find).toHaveBeenCalledTimes(2)
  })

  it('is bounded: the oldest of many names is forgotten and asked for again', () => {
    const find = vi.fn<PriceSource['find']>(() => 'unknown_model')
    const book = createPriceBook({ sources: [{ name: 'counting', version: '1', layer: 'catalogue', find }] })
    for (let name = 0; name <= 2_000; name++) book.find({ ...GPT_4O, model: `model-${name}` })
    book.find({ ...GPT_4O, model: 'model-2000' })
    expect(find).toHaveBeenCalledTimes(2_001)
    book.find({ ...GPT_4O, model: 'model-0' })
    expect(find).toHaveBeenCalledTimes(2_002)
  })
})

describe('discounts', () => {
  const price = (discounts: Parameters<typeof createPriceBook>[0]): PriceLookup =>
    createPriceBook(discounts).find(GPT_4O)

  it('multiply all rates, exactly', () => {
    expect(price({ discounts: [{ provider: 'openai', percent: '12.5%' }] })).toEqual({
      priced: true,
      rates: {
        tokens: { input: 2_187_500n, output: 8_750_000n, cacheRead: 1_093_750n },
        units: {
          'tool.web_search': 8_750_000_000n,
          'tool.file_search': 2_187_500_000n,
          'tool.code_interpreter': 26_250_000_000n,
        },
      },
      source: 'genai-prices-0.1.8+overlay-2026-11-22',
      modelId: 'gpt-4o',
      origins: expect.arrayContaining([
        { url: 'https://developers.openai.com/api/docs/pricing', checked: '2026-09-23' },
      ]),
    })
  })

  it.each([
    ['by a multiplier', [{ multiplier: '0.9' }], 2_250_000n],
    ['for models by a glob', [{ model: 'gpt-4*', percent: 10 }], 2_250_000n],
    ['for the provider by any of its names', [{ provider: 'OpenAI.responses', percent: 10 }], 2_250_000n],
    ['not for other models', [{ model: 'gpt-5*', percent: 10 }], 2_500_000n],
    ['not for other providers', [{ provider: 'azure', percent: 10 }], 2_500_000n],
    [
      'of which the last that matches holds',
      [{ percent: 50 }, { model: 'gpt-4o', percent: 10 }, { model: 'o3', percent: 90 }],
      2_250_000n,
    ],
    ['down to nothing', [{ percent: 100 }], 0n],
    ['as a surcharge', [{ percent: -20 }], 3_000_000n],
  ])('hold %s', (_, discounts, rate) => {
    expect(inputRate(price({ discounts }))).toBe(rate)
  })

  it('hold for a model whose provider is told from its name', () => {
    const book = createPriceBook({ discounts: [{ provider: 'openai', percent: 10 }] })
    expect(inputRate(book.find({ ...GPT_4O, provider: undefined }))).toBe(2_250_000n)
  })

  it('hold for prices of the user, too', () => {
    const sources = [userPrices([{ model: 'gpt-4o', input: 2, output: 8 }])]
    expect(inputRate(price({ sources, discounts: [{ percent: 10 }] }))).toBe(1_800_000n)
  })

  it.each([
    [{}, 'discounts[0] must have either percent or multiplier, got {}'],
    [
      { percent: 10, multiplier: 0.9 },
      'discounts[0] must have either percent or multiplier, got {"percent":10,"multiplier":0.9}',
    ],
    [
      { percent: 'ten' },
      'discounts[0] must be a percentage up to 100, such as "15%", or a multiplier of at least 0, such as 0.85, got "ten"',
    ],
    [
      { percent: 101 },
      'discounts[0] must be a percentage up to 100, such as "15%", or a multiplier of at least 0, such as 0.85, got 101',
    ],
  ])('refuse %j', (discount, message) => {
    expect(() => createPriceBook({ discounts: [discount] })).toThrow(new TypeError(message))
  })
})
