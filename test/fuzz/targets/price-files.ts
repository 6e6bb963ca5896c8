import { createPriceBook, parsePriceFile } from '@costspan/cost/prices'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { FuzzTarget } from '../fuzz-target.ts'
import { mutatedJson } from '../mutated.ts'

const FILE = {
  format: 'costspan.prices/1',
  version: '7',
  published: '2026-11-22',
  providers: {
    openai: {
      models: [
        {
          id: 'gpt-4o',
          names: ['gpt-4o', 'gpt-4o-*'],
          prices: [
            { from: '2024-05-13', input: '2.5', output: '10', cacheRead: '1.25' },
            { from: '2026-01-01', input: '2', output: '8' },
          ],
        },
      ],
    },
  },
}

/** A file is taken whole or not at all, and what was taken answers every question. */
export const priceFiles: FuzzTarget = {
  name: 'a price file is taken whole, or refused with a TypeError that says where it is wrong',
  property: fc.property(mutatedJson([FILE]), fc.string({ maxLength: 20 }), (json, model) => {
    try {
      const book = createPriceBook({ sources: [parsePriceFile(json, 'https://prices.example/today.json')] })
      for (const name of ['gpt-4o', 'gpt-4o-mini', model]) {
        const found = book.find({ provider: 'openai', model: name, atMillis: Date.UTC(2026, 5), inputTokens: 1_000 })
        const rates = found.priced ? Object.values(found.rates.tokens) : []
        expect(rates.filter((rate) => rate < 0n)).toEqual([])
      }
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError)
      expect((error as Error).message).toContain('$')
    }
  }),
}
