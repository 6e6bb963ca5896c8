import {
  calculateCost,
  createPriceBook,
  picoUsdPerUnit,
  type PriceLookup,
  type SelfHostedModel,
  selfHostedPrices,
} from '@costspan/cost/prices'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import table from '../../../fixtures/prices/self-hosted.json' with { type: 'json' }

describe('selfHostedPrices', () => {
  it.each(table.rows)('prices $model as the table says: $tokensPerDollar tokens a dollar', (row) => {
    const { model, gpus, usdPerHour, tokensPerHour, tokensPerDollar, usdPerMillionTokens } = row
    const price = priceOf({ model, gpus, usdPerHour, tokensPerHour })
    const rate = picoUsdPerUnit(usdPerMillionTokens, 1_000_000)

    expect(price).toMatchObject({ source: 'self-hosted', rates: { tokens: { input: rate, output: rate } } })
    expect(costOf(price, { input: tokensPerDollar - 1_000, output: 1_000 })).toBe(1_000_000_000n)
  })

  it('charges an hour of full work what its GPUs cost in it, whatever the figures', () => {
    const hours = fc.record({
      cents: fc.integer({ min: 1, max: 10_000 }),
      gpus: fc.integer({ min: 1, max: 64 }),
      tokensPerSecond: fc.integer({ min: 1, max: 100_000 }),
    })
    fc.assert(
      fc.property(hours, ({ cents, gpus, tokensPerSecond }) => {
        const price = priceOf({ model: 'm', usdPerHour: `${cents}e-2`, gpus, tokensPerSecond })
        const tokens = tokensPerSecond * 3_600
        const paid = BigInt(cents) * BigInt(gpus) * 10_000_000n
        const charged = costOf(price, { input: tokens, output: 0 })
        // A rate is rounded to a pico-USD, so that each token may be half of one off, and the sum half a nano-USD.
        expect(Math.abs(Number(charged - paid))).toBeLessThanOrEqual(tokens / 2_000 + 1)
      }),
    )
  })

  it('costs the same by the second and by the hour', () => {
    const byHour = priceOf({ model: 'm', usdPerHour: 2.5, tokensPerHour: 900_000 })
    expect(priceOf({ model: 'm', usdPerHour: '$2.50', tokensPerSecond: '250' })).toEqual(byHour)
  })

  it('prices the models of one server only, when it is named', () => {
    const book = createPriceBook({
      sources: [selfHostedPrices([{ provider: 'ollama', model: 'llama3*', usdPerHour: 1, tokensPerHour: 1_000_000 }])],
    })
    const query = { model: 'llama3.2:1b', atMillis: 0, inputTokens: 1 }
    expect(book.find({ ...query, provider: 'ollama' }).priced).toBe(true)
    expect(book.find({ ...query, provider: 'groq' })).toEqual({ priced: false, reason: 'unknown_provider' })
  })

  it('lets a cheaper lease begin on its day', () => {
    const book = createPriceBook({
      sources: [
        selfHostedPrices([
          { model: 'm', usdPerHour: 4, tokensPerHour: 1_000_000 },
          { model: 'm', usdPerHour: 2, tokensPerHour: 1_000_000, from: '2026-06-01' },
        ]),
      ],
    })
    const inputRate = (day: string): unknown => {
      const price = book.find({ provider: 'ollama', model: 'm', atMillis: Date.parse(day), inputTokens: 1 })
      return price.priced ? price.rates.tokens.input : price.reason
    }
    expect([inputRate('2026-05-31'), inputRate('2026-06-01')]).toEqual([4_000_000n, 2_000_000n])
  })

  it.each([
    [{ model: '', usdPerHour: 1, tokensPerHour: 1 }, 'selfHosted[0].model must be text, got ""'],
    [
      { model: 'm', usdPerHour: -1, tokensPerHour: 1 },
      'selfHosted[0].usdPerHour must be USD per GPU and hour, such as 2.5 or "$2.50", got -1',
    ],
    [
      { model: 'm', usdPerHour: 1, gpus: 0, tokensPerHour: 1 },
      'selfHosted[0].gpus must be a whole number of GPUs, at least 1, got 0',
    ],
    [
      { model: 'm', usdPerHour: 1, tokensPerSecond: 0 },
      'selfHosted[0].tokensPerSecond must be a number of tokens, more than 0, got 0',
    ],
    [
      { model: 'm', usdPerHour: 1 },
      'selfHosted[0] must be a model with either tokensPerSecond or tokensPerHour, got {"model":"m","usdPerHour":1}',
    ],
    [
      { model: 'm', usdPerHour: '0.000001', tokensPerSecond: '1e12' },
      'selfHosted[0] must be a model whose token costs at least 1e-12 USD: a price must not become free by rounding, got {"model":"m","usdPerHour":"0.000001","tokensPerSecond":"1e12"}',
    ],
  ])('refuses %j', (model, problem) => {
    expect(() => selfHostedPrices([model])).toThrow(new TypeError(problem))
  })
})

function priceOf(model: SelfHostedModel): PriceLookup {
  const book = createPriceBook({ sources: [selfHostedPrices([model])] })
  return book.find({ provider: 'vllm', model: model.model, atMillis: 0, inputTokens: 1 })
}

function costOf(price: PriceLookup, tokens: { input: number; output: number }): bigint {
  const cost = price.priced ? calculateCost({ tokens }, price.rates) : undefined
  if (cost?.status !== 'priced') throw new Error(`not priced: ${JSON.stringify(cost ?? price)}`)
  return cost.nanoUsd
}
