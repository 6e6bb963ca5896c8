import { createPriceBook, userPrices } from '@costspan/cost/prices'
import { describe, expect, it } from 'vitest'
import { CHAT, priceSpan } from './price-span.ts'

describe('a cost that the provider returned', () => {
  const usage = { ...CHAT, 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 100 }

  it('wins over ours and is marked', () => {
    const { attributes } = priceSpan({
      ...usage,
      'gen_ai.usage.cost.amount': 0.0123,
      'gen_ai.usage.cost.currency': 'USD',
      'gen_ai.usage.cost.source': 'provider',
    })

    expect(attributes['costspan.cost.nano_usd']).toBe(12_300_000)
    expect(attributes['gen_ai.usage.cost.source']).toBe('provider')
    expect(attributes['costspan.cost.request']).toBe(0.0123)
  })

  it('is a conflict when it is zero for tokens of a model that is not free, and ours holds', () => {
    const { attributes } = priceSpan({ ...usage, 'gen_ai.usage.cost.amount': 0 })

    expect(attributes['costspan.cost.nano_usd']).toBe(3_500_000)
    expect(attributes['gen_ai.usage.cost.source']).toBe('local')
    expect(attributes['costspan.cost.problem']).toContain('returned a cost of 0 USD')
  })

  it('is a conflict when it is far from ours, and holds all the same', () => {
    const { attributes, calls } = priceSpan({ ...usage, 'gen_ai.usage.cost.amount': 0.0039 })

    expect(attributes['costspan.cost.nano_usd']).toBe(3_900_000)
    expect(attributes['costspan.cost.problem']).toBe('the provider returned a cost of $0.0039, our prices say $0.0035')
    expect(calls.map(({ hasPriceConflict }) => hasPriceConflict)).toEqual([true])
  })

  it('is no conflict within the fee of a gateway', () => {
    const { attributes, calls } = priceSpan({ ...usage, 'gen_ai.usage.cost.amount': 0.003675 })

    expect(attributes['costspan.cost.nano_usd']).toBe(3_675_000)
    expect(calls.map(({ hasPriceConflict }) => hasPriceConflict)).toEqual([false])
  })

  it('is believed to be zero for a model that is free', () => {
    const prices = createPriceBook()
    prices.use(userPrices([{ model: 'gpt-4o*', input: 0, output: 0 }]))
    const { attributes } = priceSpan({ ...usage, 'gen_ai.usage.cost.amount': 0 }, { prices })

    expect(attributes['costspan.cost.nano_usd']).toBe(0)
    expect(attributes['gen_ai.usage.cost.source']).toBe('provider')
    expect(attributes).not.toHaveProperty('costspan.cost.problem')
  })
})
