import { type PricedCall, withAttempt } from '@costspan/cost'
import OpenAI, * as openai from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BillCheck, startBillCheck } from './harness/bill-check.ts'

/**
 * The measures of seed 000: "Retry Cost: cost of failed attempts", as `retry_cost / total_cost`, and "Fallback Cost: cost of
 * backup models", as `fallback_cost / (primary_cost + fallback_cost)`.
 */
interface AttemptCosts {
  readonly retryCost: bigint
  readonly retryRatio: number
  readonly fallbackCost: bigint
  readonly fallbackRatio: number
}

describe('retry cost and fallback cost, as seed 000 defines them', () => {
  let check: BillCheck
  let client: OpenAI
  beforeAll(async () => {
    check = await startBillCheck()
    check.meter('openai', openai)
    client = new OpenAI({ apiKey: 'key', baseURL: check.provider.openaiUrl, maxRetries: 1 })
  }, 60_000)
  afterAll(() => check.close())

  /** An application that wants JSON, and asks again when it gets something else. */
  const ask = (model = 'gpt-4o'): Promise<unknown> =>
    client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Answer in JSON' }] })
  const again = (index: number): Promise<unknown> => withAttempt({ kind: 'retry', index }, ask)
  const usage = { input: 1_000, output: 200 }
  /** 1,000 x 2.50 + 200 x 10 USD a million. */
  const ANSWER = 4_500_000n

  it('retry cost is the cost of failed attempts: an answer that was billed, rejected by the application and made again', async () => {
    const { billed } = await check.run(async () => {
      check.provider.script([{ usage }, { usage }, { usage }, { usage }])
      await ask()
      await again(1)
      await again(2)
      await ask()
    })
    expect(billed).toBe(4n * ANSWER)
    expect(attemptCosts(check.metered.calls)).toEqual({
      retryCost: 2n * ANSWER,
      retryRatio: 0.5,
      fallbackCost: 0n,
      fallbackRatio: 0,
    })
  })

  it('retry cost is nothing where the provider refused the attempt, which it does not bill', async () => {
    const { billed } = await check.run(() => {
      check.provider.script([{ status: 500, retryAfterMillis: 1 }, { usage }])
      return ask()
    })
    expect(billed).toBe(ANSWER)
    expect(attemptCosts(check.metered.calls)).toEqual({
      retryCost: 0n,
      retryRatio: 0,
      fallbackCost: 0n,
      fallbackRatio: 0,
    })
  })

  it('fallback cost is the cost of backup models, beside that of the primary', async () => {
    const { billed } = await check.run(async () => {
      check.provider.script([{ usage }, { usage }])
      await ask()
      await withAttempt({ kind: 'fallback', index: 1 }, () => ask('gpt-4o-mini'))
    })
    // 1,000 x 0.15 + 200 x 0.60 USD a million.
    const fallbackCost = 270_000n
    expect(billed).toBe(ANSWER + fallbackCost)
    expect(attemptCosts(check.metered.calls)).toEqual({
      retryCost: 0n,
      retryRatio: 0,
      fallbackCost,
      fallbackRatio: 270_000 / (4_500_000 + 270_000),
    })
  })
})

/**
 * A failed attempt that was billed is counted by the call that was made instead of it, which is marked `retry`. A call that its
 * own SDK sent again has refused attempts behind it, which cost nothing; what of it may have been billed unseen is at risk.
 */
function attemptCosts(calls: readonly PricedCall[]): AttemptCosts {
  let [primaryCost, retryCost, fallbackCost] = [0n, 0n, 0n]
  for (const { attributes, resends, nanoUsd = 0n } of calls) {
    const { 'costspan.attempt.kind': kind, 'costspan.attempt.index': index = 0 } = attributes
    if (kind === 'fallback') fallbackCost += nanoUsd
    else if (kind === 'retry' && Number(index) > resends) retryCost += nanoUsd
    else primaryCost += nanoUsd
  }
  return {
    retryCost,
    retryRatio: Number(retryCost) / Number(primaryCost + retryCost + fallbackCost),
    fallbackCost,
    fallbackRatio: Number(fallbackCost) / Number(primaryCost + fallbackCost),
  }
}
