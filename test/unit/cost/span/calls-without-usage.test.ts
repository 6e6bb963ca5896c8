import { describe, expect, it } from 'vitest'
import { CHAT, priceSpan } from './price-span.ts'

describe('a call that brought no usage', () => {
  it('failed, and has no status of a cost, when the provider refused it', () => {
    const { attributes, calls } = priceSpan({ ...CHAT, 'error.type': '429' })

    expect(calls[0]?.status).toBe('failed')
    expect(attributes).toEqual({ ...CHAT, 'error.type': '429' })
  })

  it('is unobserved, with a bound, when it was sent and may be billed', () => {
    const { attributes, calls } = priceSpan({
      ...CHAT,
      'error.type': 'APIConnectionTimeoutError',
      'costspan.attempts.unobserved': 2,
      'costspan.attempts.max_input_tokens': 1000,
      'costspan.attempts.max_output_tokens': 200,
    })

    expect(calls[0]?.status).toBe('unobserved')
    expect(attributes['costspan.at_risk.nano_usd']).toBe(2 * (2_500_000 + 2_000_000))
    expect(attributes).not.toHaveProperty('costspan.cost.nano_usd')
  })

  it('is unobserved for a native span that timed out', () => {
    const { calls } = priceSpan({
      ...CHAT,
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.response.model': 'claude-haiku-4-5',
      'error.type': 'client_timeout_error',
      'gen_ai.request.max_tokens': 1000,
    })

    expect(calls[0]?.status).toBe('unobserved')
    expect(calls[0]?.atRiskNanoUsd).toBe(5_000_000n)
  })

  it('has at risk what an estimate of a cut stream has not counted', () => {
    const { attributes } = priceSpan({
      ...CHAT,
      'costspan.usage.estimated': true,
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 40,
      'costspan.attempts.unobserved': 1,
      'costspan.attempts.max_input_tokens': 1200,
      'costspan.attempts.max_output_tokens': 200,
    })

    expect(attributes['costspan.cost.nano_usd']).toBe(2_900_000)
    expect(attributes['costspan.at_risk.nano_usd']).toBe(3_000_000 + 2_000_000 - 2_900_000)
  })

  it('is unpriced for want of usage when it ended well', () => {
    const { attributes } = priceSpan(CHAT)

    expect(attributes['costspan.cost.status']).toBe('unpriced')
    expect(attributes['costspan.cost.unpriced_reason']).toBe('no_usage')
  })

  it('is estimated from its input when the output is missing: a stream of the Anthropic SDK that was left early', () => {
    const { attributes } = priceSpan({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.response.model': 'claude-haiku-4-5',
      'gen_ai.request.max_tokens': 100,
      'gen_ai.usage.input_tokens': 1000,
    })

    expect(attributes['costspan.cost.status']).toBe('estimated')
    expect(attributes['costspan.cost.nano_usd']).toBe(1_000_000)
    expect(attributes['costspan.at_risk.nano_usd']).toBe(500_000)
  })
})
