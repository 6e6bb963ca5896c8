import { type OriginQuery, originsOf, parsePriceFile } from '@costspan/cost/prices'
import { describe, expect, it } from 'vitest'

const LIST = { url: 'https://acme.example/prices', checked: '2026-09-23' }
const CACHE = { url: 'https://acme.example/cache', checked: '2026-11-22', rates: ['cacheWrite1h'] }
const BATCH = { url: 'https://acme.example/batch', checked: '2026-11-22', serviceTier: 'batch', times: 0.5 }
const FAST = { url: 'https://acme.example/fast', checked: '2026-11-22', serviceTier: 'fast' }
const US = { url: 'https://acme.example/us', checked: '2026-11-22', region: 'us', times: 1.1 }
const CUT = { url: 'https://acme.example/cut', checked: '2026-10-08', from: '2026-10-07' }
const ORIGINS = [LIST, CACHE, BATCH, FAST, US, CUT]

describe('the pages that a rate can be checked against', () => {
  it.each<[string, Partial<OriginQuery>, readonly unknown[]]>([
    ['the price list, for a standard rate', { what: 'input' }, [LIST]],
    ['a page for this very rate', { what: 'cacheWrite1h' }, [CACHE]],
    ['list and multiplier, for a tier that is a multiple', { what: 'input', serviceTier: 'batch' }, [LIST, BATCH]],
    ['the page of the tier alone, where that states amounts', { what: 'input', serviceTier: 'fast' }, [FAST]],
    ['list and multiplier, for a region', { what: 'input', region: 'us' }, [LIST, US]],
    ['all three, for a tier in a region', { what: 'input', region: 'us', serviceTier: 'batch' }, [LIST, BATCH, US]],
    ['the price list alone, for a unit in a batch', { what: 'tool.web_search', serviceTier: 'batch' }, [LIST]],
    ['a later price, from its day on', { what: 'input', atMillis: Date.parse('2026-10-07') }, [CUT]],
  ])('%s', (_, query, expected) => {
    expect(originsOf(ORIGINS, { what: 'input', atMillis: Date.parse('2026-10-06'), ...query })).toEqual(expected)
  })
})

describe('origins in a price file', () => {
  const file = (origin: unknown): unknown => ({
    format: 'costspan.prices/1',
    version: '1',
    published: '2026-11-22',
    providers: { acme: { models: [{ id: 'a', prices: [{ input: 1 }], origins: [origin] }] } },
  })
  const PATH = '$.providers["acme"].models[0].origins[0]'

  it('come with the price', () => {
    const found = parsePriceFile(file(LIST), 'acme').find({
      provider: 'acme',
      model: 'a',
      serviceTier: undefined,
      region: undefined,
    })
    expect(found).toMatchObject({ origins: [LIST] })
  })

  it.each([
    [{ ...LIST, url: 'acme.example' }, `${PATH}.url must be an http(s) URL, got "acme.example"`],
    [{ ...LIST, checked: 'May' }, `${PATH}.checked must be a day such as "2026-08-21"`],
    [{ ...LIST, rates: [''] }, `${PATH}.rates[0] must be text, got ""`],
    [{ ...LIST, times: -1 }, `${PATH}.times must be a multiplier of at least 0`],
    [{ ...LIST, tier: 'batch' }, `${PATH}.tier is not known`],
  ])('are checked: %j', (origin, message) => {
    expect(() => parsePriceFile(file(origin), 'acme')).toThrow(message)
  })
})
