import { readFileSync, readdirSync } from 'node:fs'
import { createPriceBook, explainCost } from '@costspan/cost/prices'
import { describe, expect, it } from 'vitest'
import { type GoldenCase, priceGoldenCase } from './price-golden-case.ts'

const FOLDER = new URL('../../../fixtures/prices/golden/', import.meta.url)

// The expected numbers were worked out from the price beside them in rational arithmetic, not by this code.
const themes = readdirSync(FOLDER).map((file) => ({
  theme: file.replace('.json', ''),
  cases: JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as GoldenCase[],
}))

const book = createPriceBook()

describe.each(themes)('golden prices: $theme', ({ cases }) => {
  it.each(cases)('$name', (golden) => {
    expect(priceGoldenCase(book, golden)).toEqual(golden.expected)
  })

  it.each(cases)('says where its price is published: $name', ({ source }) => {
    expect(source).toEqual({
      url: expect.stringMatching(/^https:\/\//),
      date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    })
  })
})

it('has at least 120 golden cases with different names', () => {
  const names = themes.flatMap(({ theme, cases }) => cases.map(({ name }) => `${theme}: ${name}`))
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThanOrEqual(120)
})

it('explains a cost by the lines it is made of', () => {
  const rates = {
    tokens: { input: 2_500_000n, output: 10_000_000n, cacheRead: 1_250_000n },
    units: { 'tool.web_search': 10_000_000_000n },
  }
  const usage = { tokens: { input: 1_000, output: 500, cacheRead: 400 }, units: { 'tool.web_search': 1 } }
  expect(explainCost(usage, rates)).toEqual([
    { what: 'input', costClass: 'input', quantity: 600, ratePicoUsd: 2_500_000n, picoUsd: 1_500_000_000n },
    { what: 'output', costClass: 'output', quantity: 500, ratePicoUsd: 10_000_000n, picoUsd: 5_000_000_000n },
    { what: 'cacheRead', costClass: 'cache_read', quantity: 400, ratePicoUsd: 1_250_000n, picoUsd: 500_000_000n },
    { what: 'tool.web_search', costClass: 'tool', quantity: 1, ratePicoUsd: 10_000_000_000n, picoUsd: 10_000_000_000n },
  ])
})
