import { createLedger } from '@costspan/cli'
import { describe, expect, it } from 'vitest'
import type { FindingFacts } from '../../../../packages/cli/src/reports/findings/finding-facts.ts'
import { findingsIn } from '../../../../packages/cli/src/reports/findings/finding-rules.ts'
import { gatherFacts } from '../../../../packages/cli/src/reports/findings/gather-facts.ts'
import { NO_SPEND } from '../../../../packages/cli/src/ledger/spend-sum.ts'
import { madeCall } from '../../../support/made-call.ts'

/** A thousand calls of 1,000 tokens in and 100 out, at 1,000 nano-USD for a token in and 4,000 for one out. */
const sum = {
  ...NO_SPEND,
  calls: 1_000,
  pricedCalls: 1_000,
  inputTokens: 1_000_000,
  outputTokens: 100_000,
  nanoUsd: 1_400_000_000n,
  parts: { ...NO_SPEND.parts, input: 1_000_000_000n, output: 400_000_000n },
}
const feature = {
  feature: 'chat',
  sum,
  inputPercentiles: Array.from({ length: 100 }, () => 1_000),
  meanInputTokens: 1_000,
  p95OutputTokens: 120,
  medianMaxTokens: undefined,
  mostRetries: 0,
  lateRetryShare: 0,
  meanRetrievalOverlap: undefined,
}
const none: FindingFacts = { features: [], uses: [], models: [], prompts: [], promptBreaks: [] }
const prompt = {
  promptHash: 'abc123',
  feature: 'chat',
  model: 'gpt-4o',
  sum: { ...sum, inputTokens: 2_000_000, parts: { ...sum.parts, input: 2_000_000_000n } },
  steadyInputTokens: 1_200,
  cacheReadShare: 0.5,
}
const small = { feature: 'tags', provider: 'openai', model: 'gpt-4o', sum, p95OutputTokens: 20 }
const cheap = {
  provider: 'openai',
  model: 'gpt-4o-mini',
  sum: { ...sum, parts: { ...sum.parts, input: 60_000_000n, output: 24_000_000n } },
}

const found = (facts: Partial<FindingFacts>) =>
  findingsIn({ ...none, ...facts }).map(({ rule, subject, savedNanoUsd }) => ({ rule, subject, savedNanoUsd }))

describe('findings', () => {
  it('are none where calls are as they should be', () => {
    expect(found({ features: [feature], models: [cheap] })).toEqual([])
  })

  it('price the tokens of a few long inputs above ten times what is usual', () => {
    const inputPercentiles = feature.inputPercentiles.map((tokens, index) => (index < 92 ? tokens : 50_000))
    const long = { ...feature, inputPercentiles, meanInputTokens: 4_920 }
    // 8 % of 1,000 calls send 40,000 tokens above the limit of 10,000, at 1,000 nano-USD each.
    expect(found({ features: [long] })).toEqual([
      { rule: 'long-inputs', subject: 'chat', savedNanoUsd: 3_200_000_000_000n / 1_000n },
    ])
  })

  it('name output limits that bound nothing, which saves nothing by itself', () => {
    expect(found({ features: [{ ...feature, medianMaxTokens: 4_096 }] })).toEqual([
      { rule: 'oversized-output-limit', subject: 'chat', savedNanoUsd: 0n },
    ])
    expect(found({ features: [{ ...feature, medianMaxTokens: 240 }] })).toEqual([])
  })

  it('reprice small answers of an expensive model with a cheaper one that is in use', () => {
    expect(found({ uses: [small], models: [cheap, { ...cheap, model: 'gpt-4o', sum }] })).toEqual([
      { rule: 'expensive-model', subject: 'tags with gpt-4o', savedNanoUsd: 1_400_000_000n - 84_000_000n },
    ])
    expect(found({ uses: [{ ...small, p95OutputTokens: 900 }], models: [cheap] })).toEqual([])
    expect(found({ uses: [small], models: [{ ...cheap, provider: 'anthropic' }] })).toEqual([])
  })

  it('price retrieved context beyond a half of the input', () => {
    const retrieval = { ...feature, sum: { ...sum, retrievalNanoUsd: 800_000_000n } }
    expect(found({ features: [retrieval] })).toEqual([
      { rule: 'large-retrieval', subject: 'chat', savedNanoUsd: 600_000_000n },
    ])
  })

  it('price retries beyond a twentieth of the cost', () => {
    const retries = { ...feature, sum: { ...sum, retriedCalls: 200, retriedNanoUsd: 280_000_000n } }
    expect(found({ features: [retries] })).toEqual([
      { rule: 'costly-retries', subject: 'chat', savedNanoUsd: 280_000_000n - 70_000_000n },
    ])
  })

  it('price half of a long system prompt, and a prefix that no cache holds, the larger saving first', () => {
    const subject = 'chat, prompt abc123 with gpt-4o'
    expect(found({ prompts: [prompt] })).toEqual([
      { rule: 'uncached-prefix', subject, savedNanoUsd: (1_200n * 1_000n * 1_000n * 8n) / 20n },
    ])
    expect(found({ prompts: [{ ...prompt, steadyInputTokens: 1_600, cacheReadShare: 0.1 }] })).toEqual([
      { rule: 'uncached-prefix', subject, savedNanoUsd: 1_152_000_000n },
      { rule: 'verbose-system-prompt', subject, savedNanoUsd: 800_000_000n },
    ])
    const cached = { ...prompt, sum: { ...prompt.sum, cacheReadTokens: 1_000_000 } }
    expect(found({ prompts: [cached] })).toEqual([])
  })

  it('price what retrieved chunks say twice', () => {
    const retrieval = { ...feature, sum: { ...sum, retrievalNanoUsd: 400_000_000n } }
    expect(found({ features: [{ ...retrieval, meanRetrievalOverlap: 0.15 }] })).toEqual([])
    expect(found({ features: [{ ...retrieval, meanRetrievalOverlap: 0.25 }] })).toEqual([
      { rule: 'overlapping-chunks', subject: 'chat', savedNanoUsd: 100_000_000n },
    ])
  })

  it('name calls that are tried without end, and price the retries beyond the third', () => {
    const retried = { ...feature, sum: { ...sum, retriedCalls: 10, retriedNanoUsd: 60_000_000n } }
    expect(found({ features: [{ ...retried, mostRetries: 3 }] })).toEqual([])
    expect(found({ features: [{ ...retried, mostRetries: 9, lateRetryShare: 0.5 }] })).toEqual([
      { rule: 'unlimited-retries', subject: 'chat', savedNanoUsd: 30_000_000n },
    ])
  })

  it('are gathered from a ledger: retries of calls, and the overlap of what was retrieved', async () => {
    const ledger = createLedger()
    for (let call = 0; call < 100; call += 1) {
      const isRetried = call < 10
      ledger.addCall(
        madeCall({
          feature: 'chat',
          nanoUsd: 1_000_000n,
          parts: { ...NO_SPEND.parts, input: 1_000_000n },
          tokens: { input: 1_000, output: 100, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
          attemptIndex: isRetried ? 6 : 0,
          retrievalNanoUsd: 400_000n,
          retrievalOverlap: 0.3,
        }),
      )
    }
    const facts = await gatherFacts(ledger, {})
    expect(found(facts)).toEqual([
      { rule: 'overlapping-chunks', subject: 'chat', savedNanoUsd: 12_000_000n },
      { rule: 'costly-retries', subject: 'chat', savedNanoUsd: 5_000_000n },
      // Half of six retries are beyond the third.
      { rule: 'unlimited-retries', subject: 'chat', savedNanoUsd: 5_000_000n },
    ])
  })

  it('name why prompts were not in the cache of their provider, with what that cost, from a ledger', async () => {
    const ledger = createLedger()
    for (let call = 0; call < 30; call += 1) {
      const isBroken = call % 2 === 0
      const broken = { promptBreak: 'tool_order', promptLostNanoUsd: 3_000_000 }
      ledger.addCall(madeCall({ feature: 'chat', nanoUsd: 5_000_000n, ...(isBroken && broken) }))
    }
    const facts = await gatherFacts(ledger, {})
    expect(findingsIn(facts)).toEqual([
      {
        rule: 'broken-prompt-cache',
        subject: 'chat, tool order',
        evidence: '15 calls paid in full for a prompt that the cache could have had',
        advice: 'send the tools in the same order each time, such as by name',
        savedNanoUsd: 45_000_000n,
        assumption: 'what those calls shared with the call before is read at the price of the cache',
      },
    ])
    const [breaks] = facts.promptBreaks
    expect(found({ promptBreaks: breaks ? [{ ...breaks, calls: 9 }] : [] })).toEqual([])
    // Causes come from attributes, so that one may be called like anything.
    const [strange] = findingsIn({ ...none, promptBreaks: breaks ? [{ ...breaks, cause: 'constructor' }] : [] })
    expect(strange?.advice).toBe('keep the beginning of the prompt as it is from call to call')
  })

  it('price writes to a prompt cache that are read too seldom', () => {
    // 400,000 tokens written at 1,250 nano-USD where 1,000 is the price, and 500,000 that were not.
    const parts = { ...sum.parts, input: 500_000_000n, cacheWrite: 500_000_000n }
    const written = { ...small, sum: { ...sum, inputTokens: 900_000, cacheWriteTokens: 400_000, parts } }
    expect(found({ uses: [written] })).toEqual([
      { rule: 'unread-cache-writes', subject: 'tags with gpt-4o', savedNanoUsd: 100_000_000n },
    ])
    // Read at 100 instead of 1,000: 112,000 reads pay for it.
    const read = (cacheReadTokens: number) => ({
      ...written,
      sum: {
        ...written.sum,
        inputTokens: 900_000 + cacheReadTokens,
        cacheReadTokens,
        parts: { ...parts, cacheRead: BigInt(cacheReadTokens) * 100n },
      },
    })
    expect(found({ uses: [read(100_000)] })).toEqual([
      { rule: 'unread-cache-writes', subject: 'tags with gpt-4o', savedNanoUsd: 10_000_000n },
    ])
    expect(found({ uses: [read(112_000)] })).toEqual([])
  })
})
