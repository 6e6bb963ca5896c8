import { describe, expect, it } from 'vitest'
import { CHAT, priceSpan } from './price-span.ts'

const HIT = {
  ...CHAT,
  'costspan.cache.result': 'exact',
  'costspan.saved.kind': 'exact',
  'costspan.saved.nano_usd': 3_500_000,
}

describe('a call that a cache has answered', () => {
  it.each([
    ['whatever its answer tells of usage', { 'gen_ai.usage.input_tokens': 1_000, 'gen_ai.usage.output_tokens': 100 }],
    ['though nobody tells its usage', {}],
    ['though its model has no price', { 'gen_ai.request.model': 'nobodys', 'gen_ai.response.model': 'nobodys' }],
    ['though a tool was run for it once', { 'costspan.usage.tool_calls.web_search': 2 }],
    ['whatever a gateway said that it cost once', { 'gen_ai.usage.cost.amount': 0.5 }],
    ['in meaning, too', { 'costspan.cache.result': 'semantic', 'costspan.saved.kind': 'semantic' }],
  ])('costs nothing, %s', (_name, attributes) => {
    const { attributes: told, calls } = priceSpan({ ...HIT, ...attributes })
    expect([told['costspan.cost.status'], told['costspan.cost.nano_usd'], told['gen_ai.usage.cost.amount']]).toEqual([
      'reported',
      0,
      0,
    ])
    expect(calls.map(({ nanoUsd, savedNanoUsd }) => ({ nanoUsd, savedNanoUsd }))).toEqual([
      { nanoUsd: 0n, savedNanoUsd: 3_500_000n },
    ])
  })

  it('that missed costs what it costs', () => {
    const usage = { 'gen_ai.usage.input_tokens': 1_000, 'gen_ai.usage.output_tokens': 100 }
    const { attributes } = priceSpan({ ...CHAT, ...usage, 'costspan.cache.result': 'miss' })
    expect(attributes['costspan.cost.nano_usd']).toBe(3_500_000)
  })
})
