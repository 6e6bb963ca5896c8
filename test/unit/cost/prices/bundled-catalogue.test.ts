import { readFileSync } from 'node:fs'
import { checkPriceFile } from '../../../../packages/cost/src/prices/parse-price-file.ts'
import { describe, expect, it } from 'vitest'
import { compiledModule } from '../../../../packages/cost/scripts/compile-prices.ts'
import { PROVIDER_DATA, PUBLISHED, VERSION } from '../../../../packages/cost/src/prices/data/catalogue.ts'
import type { Overlay } from '../../../../packages/cost/scripts/overlay.ts'
import { createPriceBook, picoUsdPerUnit } from '@costspan/cost/prices'

const PACKAGE = new URL('../../../../packages/cost/', import.meta.url)
const overlay = JSON.parse(readFileSync(new URL('prices/overlay.json', PACKAGE), 'utf8')) as Overlay
const file = checkPriceFile({
  format: 'costspan.prices/1',
  version: VERSION,
  published: PUBLISHED,
  providers: Object.fromEntries(Object.entries(PROVIDER_DATA).map(([id, json]) => [id, JSON.parse(json())])),
})

describe('the bundled catalogue', () => {
  it('is what genai-prices and the overlay compile to: otherwise run `npm run compile:prices -w @costspan/cost`', () => {
    expect(readFileSync(new URL('src/prices/data/catalogue.ts', PACKAGE), 'utf8') === compiledModule()).toBe(true)
  })

  it('is passed on under the licence of genai-prices', () => {
    const notice = readFileSync(new URL('NOTICE', PACKAGE), 'utf8')
    expect(notice).toContain('Copyright (c) Pydantic Services Inc. 2025 to present')
    expect(notice).toContain('Permission is hereby granted, free of charge')
  })

  it('states each price so that its rate gives the price back', () => {
    const prices = Object.values(file.providers).flatMap(({ models }) => models.flatMap((model) => model.prices))
    const numbers = prices.flatMap(({ input, output, cacheRead, cacheWrite, cacheWrite1h, above = [] }) =>
      [input, output, cacheRead, cacheWrite, cacheWrite1h, ...above.map((step) => step.input)].filter(
        (price) => price !== undefined,
      ),
    )
    expect(numbers.length).toBeGreaterThan(3_000)
    expect(numbers.filter((price) => Number(`${picoUsdPerUnit(price, 1_000_000)}e-6`) !== Number(price))).toEqual([])
  })

  it('finds each model by its own id or first exact name', () => {
    const book = createPriceBook()
    const lost = Object.entries(file.providers).flatMap(([provider, { models }]) =>
      models
        .map((model) => (model.names ?? [model.id]).find((name) => !/[*]|^\//.test(name)))
        .filter((name) => name !== undefined)
        .filter((name) => !book.find({ provider, model: name, atMillis: Date.UTC(2026, 10, 1), inputTokens: 0 }).priced)
        .map((name) => `${provider}/${name}`),
    )
    expect(lost).toEqual([])
  })
})

describe('the overlay', () => {
  it.each(overlay.entries)(
    'says where $provider publishes $models $add and when that was read',
    ({ source, checked }) => {
      expect({ source, checked }).toEqual({
        source: expect.stringMatching(/^https:\/\/\S+$/),
        checked: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      })
    },
  )
})
