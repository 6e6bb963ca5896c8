import { type ModelQuery, type PriceSource, calculateCost, createPriceBook } from '@costspan/cost/prices'
import { describe, expect, it } from 'vitest'

/** What a price source under test knows. */
export interface KnownPrice {
  readonly provider: string
  readonly model: string
  /** A tier in which the source does not sell the model. */
  readonly missingTier: string
}

/** What every price source must do, whatever its prices come from. */
export function priceSourceContract(makeSource: () => PriceSource, known: KnownPrice): void {
  const query: ModelQuery = { provider: known.provider, model: known.model, serviceTier: undefined, region: undefined }

  describe('as a price source', () => {
    it('names itself and its data', () => {
      const { name, version, layer } = makeSource()
      expect({ name, version, layer }).toEqual({
        name: expect.stringMatching(/\S/),
        version: expect.stringMatching(/^\S+$/),
        layer: expect.stringMatching(/^(?:catalogue|user)$/),
      })
    })

    it('tells the whole schedule of a model that it knows', () => {
      const schedule = makeSource().find(query)
      if (typeof schedule === 'string') throw new Error(schedule)
      expect(schedule.periods.length).toBeGreaterThan(0)
      for (const { fromMillis, rates, above } of schedule.periods) {
        expect(fromMillis === -Infinity || Number.isSafeInteger(fromMillis)).toBe(true)
        for (const rate of Object.values({ ...rates.tokens, ...rates.units })) expect(rate).toBeTypeOf('bigint')
        expect(above.map((step) => step.inputTokens)).toEqual(
          above.map((step) => step.inputTokens).toSorted((a, b) => a - b),
        )
      }
    })

    it('gives the same answer to the same question', () => {
      const source = makeSource()
      expect(source.find(query)).toEqual(source.find(query))
    })

    it('finds a model by a dated name and in upper case', () => {
      const source = makeSource()
      expect([
        source.find({ ...query, model: `${known.model}-2026-01-31` }),
        source.find({ ...query, model: known.model.toUpperCase() }),
      ]).toEqual([source.find(query), source.find(query)])
    })

    it('finds a model whose provider is not told', () => {
      const source = makeSource()
      expect(source.find({ ...query, provider: undefined })).toEqual(source.find(query))
    })

    it('never takes the next generation for the model', () => {
      expect(makeSource().find({ ...query, model: `${known.model}.9` })).toBeTypeOf('string')
    })

    it('says how far its knowledge goes', () => {
      const source = makeSource()
      expect(source.find({ ...query, serviceTier: known.missingTier })).toBe('unknown_service_tier')
      expect(['unknown_model', 'unknown_provider']).toContain(source.find({ ...query, model: 'no-such-model' }))
      expect(source.find({ ...query, provider: 'no-such-provider', model: 'no-such-model' })).toBe('unknown_provider')
    })

    it('prices a call through a book', () => {
      const book = createPriceBook({ sources: [makeSource()] })
      const price = book.find({ ...query, atMillis: Date.UTC(2026, 10, 1), inputTokens: 1_000 })
      if (!price.priced) throw new Error(price.reason)
      expect(calculateCost({ tokens: { input: 1_000, output: 100, cacheRead: 500 } }, price.rates).status).toBe(
        'priced',
      )
      expect(book.version).toContain(price.source)
    })
  })
}
