import { createPriceBook, userPrices } from '@costspan/cost/prices'
import { describe, expect, it } from 'vitest'
import { CHAT, priceSpan } from './price-span.ts'

describe('a span of a call', () => {
  it('gets its exact cost, its parts and the version of the price', () => {
    const { attributes } = priceSpan({
      ...CHAT,
      'gen_ai.usage.input_tokens': 1042,
      'gen_ai.usage.output_tokens': 317,
      'gen_ai.usage.cache_read.input_tokens': 512,
    })

    expect(attributes).toEqual({
      ...CHAT,
      'gen_ai.usage.input_tokens': 1042,
      'gen_ai.usage.output_tokens': 317,
      'gen_ai.usage.cache_read.input_tokens': 512,
      'costspan.cost.status': 'reported',
      'costspan.cost.nano_usd': 5_135_000,
      'gen_ai.usage.cost.amount': 0.005135,
      'gen_ai.usage.cost.currency': 'USD',
      'gen_ai.usage.cost.source': 'local',
      'costspan.cost.input': 0.001325,
      'costspan.cost.cache_read': 0.00064,
      'costspan.cost.output': 0.00317,
      'costspan.price.version': expect.stringMatching(/^genai-prices-/),
    })
  })

  it('keeps the draft names of the conventions to itself when asked to', () => {
    const { attributes } = priceSpan(
      { ...CHAT, 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 0 },
      { draftNames: false },
    )

    expect(Object.keys(attributes).filter((name) => name.startsWith('gen_ai.usage.cost'))).toEqual([])
    expect(attributes['costspan.cost.nano_usd']).toBe(2_500_000)
  })

  it('is priced by the model that answered, and by the one that was asked for where the answer names none we know', () => {
    const served = priceSpan({
      ...CHAT,
      'gen_ai.response.model': 'gpt-4o-mini',
      'gen_ai.usage.input_tokens': 1_000_000,
      'gen_ai.usage.output_tokens': 0,
    })
    const alias = priceSpan({
      ...CHAT,
      'gen_ai.response.model': 'deployment-7',
      'gen_ai.usage.input_tokens': 1_000_000,
      'gen_ai.usage.output_tokens': 0,
    })

    expect(served.calls[0]?.nanoUsd).toBe(150_000_000n)
    expect(alias.calls[0]?.nanoUsd).toBe(2_500_000_000n)
  })

  it('has no cost and names the reason when the model is unknown', () => {
    const { attributes, calls } = priceSpan({
      ...CHAT,
      'gen_ai.request.model': 'gpt-unheard-of',
      'gen_ai.response.model': 'gpt-unheard-of',
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 1,
    })

    expect(attributes['costspan.cost.status']).toBe('unpriced')
    expect(attributes['costspan.cost.unpriced_reason']).toBe('unknown_model')
    expect(attributes).not.toHaveProperty('costspan.cost.nano_usd')
    expect(attributes).not.toHaveProperty('gen_ai.usage.cost.amount')
    expect(calls[0]?.nanoUsd).toBeUndefined()
  })

  it('is invalid, never negative, when a part is larger than its total', () => {
    const { attributes } = priceSpan({
      ...CHAT,
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.cache_read.input_tokens': 11,
      'gen_ai.usage.output_tokens': 1,
    })

    expect(attributes['costspan.cost.status']).toBe('invalid')
    expect(attributes['costspan.cost.problem']).toContain('cacheRead')
    expect(attributes).not.toHaveProperty('costspan.cost.nano_usd')
  })

  it('is free at an explicit price of zero', () => {
    const prices = createPriceBook()
    prices.use(userPrices([{ provider: 'openai', model: 'gpt-4o*', input: 0, output: 0 }]))
    const { attributes } = priceSpan(
      { ...CHAT, 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.output_tokens': 1 },
      { prices },
    )

    expect(attributes['costspan.cost.status']).toBe('reported')
    expect(attributes['costspan.cost.nano_usd']).toBe(0)
  })

  it('reads both spellings of cache writes, and each of them once', () => {
    const sonnet = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': 'claude-sonnet-4-5',
    }
    const usage = { 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 0 }
    const cost = (extra: Record<string, number>) => priceSpan({ ...sonnet, ...usage, ...extra }).calls[0]?.nanoUsd

    // 3 USD input, 3.75 for five-minute writes, 6 for one-hour writes.
    expect(cost({ 'gen_ai.usage.cache_write.input_tokens': 1000 })).toBe(3_750_000n)
    expect(cost({ 'gen_ai.usage.cache_creation.input_tokens': 1000 })).toBe(3_750_000n)
    expect(
      cost({ 'gen_ai.usage.cache_write.input_tokens': 1000, 'gen_ai.usage.cache_creation.input_tokens': 1000 }),
    ).toBe(3_750_000n)
    expect(
      cost({ 'gen_ai.usage.cache_write.input_tokens': 1000, 'costspan.usage.cache_write_1h.input_tokens': 1000 }),
    ).toBe(6_000_000n)
    expect(
      cost({
        'gen_ai.usage.cache_write.input_tokens': 1000,
        'anthropic.usage.cache_creation.ephemeral_1h_input_tokens': 400,
      }),
    ).toBe(4_650_000n)
  })

  it('reads the older name of the provider', () => {
    const { calls } = priceSpan({
      'gen_ai.operation.name': 'chat',
      'gen_ai.system': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 0,
    })

    expect(calls[0]?.nanoUsd).toBe(2_500_000n)
  })

  it('adds the compactions that Anthropic bills beside its totals', () => {
    const { calls } = priceSpan({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.response.model': 'claude-haiku-4-5',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 100,
      'anthropic.usage.compaction.input_tokens': 500,
      'anthropic.usage.compaction.output_tokens': 50,
    })

    // 1 USD input, 5 output: 1500 and 150 tokens.
    expect(calls[0]?.nanoUsd).toBe(2_250_000n)
  })
})

describe('spans that are no calls', () => {
  it.each(['invoke_agent', 'invoke_workflow', 'execute_tool', 'plan', 'fetch_response', 'create_agent', 'retrieval'])(
    'are not priced: %s repeats usage that was paid for elsewhere',
    (operation) => {
      const before = {
        ...CHAT,
        'gen_ai.operation.name': operation,
        'gen_ai.usage.input_tokens': 100,
        'gen_ai.usage.output_tokens': 100,
      }
      const { attributes, calls } = priceSpan(before)

      expect(attributes).toEqual(before)
      expect(calls).toEqual([])
    },
  )

  it('are left as they are when they carry no operation', () => {
    expect(priceSpan({ 'http.request.method': 'GET' }).attributes).toEqual({ 'http.request.method': 'GET' })
  })

  it('include a span that was priced before: it is not priced twice', () => {
    const priced = {
      ...CHAT,
      'gen_ai.usage.input_tokens': 100,
      'gen_ai.usage.output_tokens': 1,
      'costspan.cost.status': 'reported',
    }

    expect(priceSpan(priced).calls).toEqual([])
  })
})

describe('a processor whose surroundings fail', () => {
  const usage = { ...CHAT, 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 0 }

  it('lets the span end when a listener throws', () => {
    const { attributes } = priceSpan(usage, {
      onCost: () => {
        throw new Error('listener')
      },
    })

    expect(attributes['costspan.cost.nano_usd']).toBe(2_500_000)
  })

  it('lets the span end when the price book throws', () => {
    const { attributes } = priceSpan(usage, {
      prices: {
        version: 'broken',
        publishedAtMillis: 0,
        find: () => {
          throw new Error('prices')
        },
      },
    })

    expect(attributes).toEqual(usage)
  })
})
