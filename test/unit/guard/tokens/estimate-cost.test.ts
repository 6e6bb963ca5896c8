import { estimateCost } from '@costspan/guard'
import { createPriceBook, userPrices } from '@costspan/cost/prices'
import { describe, expect, it } from 'vitest'

const QUESTION = 'Why is the sky blue?'
const atMillis = Date.UTC(2026, 10, 22)

describe('estimateCost', () => {
  it('prices the estimated input and the expected output', async () => {
    // 12 tokens at $2.50 and 200 at $10.00 a million.
    const { nanoUsd, lowNanoUsd, highNanoUsd } = await estimateCost(QUESTION, {
      model: 'gpt-4o',
      outputTokens: 200,
      atMillis,
    })
    expect([nanoUsd, lowNanoUsd, highNanoUsd]).toEqual([2_030_000n, 2_030_000n, 2_030_000n])
  })

  it('takes half for a batch, and the prices that it is given', async () => {
    const own = createPriceBook({ sources: [userPrices([{ model: 'mine', input: '1', output: '2' }])] })
    const [batch, mine] = await Promise.all([
      estimateCost(QUESTION, { model: 'gpt-4o', outputTokens: 200, serviceTier: 'batch', atMillis }),
      estimateCost(QUESTION, { model: 'mine', outputTokens: 4, prices: own, countTokens: () => [4] }),
    ])
    expect([batch.nanoUsd, mine.nanoUsd]).toEqual([1_015_000n, 18_000n])
  })

  it('says that there is no price instead of a cost of zero', async () => {
    const { nanoUsd, unpricedReason } = await estimateCost(QUESTION, { model: 'nobodys-model' })
    expect([nanoUsd, unpricedReason]).toEqual([undefined, 'unknown_provider'])
  })

  it('has no range where the error of the count is unknown', async () => {
    const { nanoUsd, lowNanoUsd, highNanoUsd } = await estimateCost(QUESTION, { model: 'claude-sonnet-4-5', atMillis })
    expect([typeof nanoUsd, lowNanoUsd, highNanoUsd]).toEqual(['bigint', undefined, undefined])
  })

  it('wants a whole number of output tokens', async () => {
    await expect(estimateCost(QUESTION, { model: 'gpt-4o', outputTokens: -1 })).rejects.toThrow(
      new TypeError('outputTokens must be a whole number, zero or more, got -1'),
    )
  })
})
