import { describe, expect, it } from 'vitest'
import type { FindingFacts } from '../../../../packages/cli/src/reports/findings/finding-facts.ts'
import { findingsIn } from '../../../../packages/cli/src/reports/findings/finding-rules.ts'
import { NO_SPEND } from '../../../../packages/cli/src/ledger/spend-sum.ts'

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
}
const none: FindingFacts = { features: [], uses: [], models: [], prompts: [] }
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
})
