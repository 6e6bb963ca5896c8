import { createPriceBook } from '@costspan/cost/prices'
import type { GroupKey, LedgerReader, Selection, Spread, SpreadQuestion } from '../../ledger/ledger.ts'
import { UNATTRIBUTED } from '../dimensions.ts'
import { USUAL_RETRIES } from './unlimited-retries.ts'
import type { FindingFacts, PromptFacts } from './finding-facts.ts'

const PERCENTILES: readonly number[] = Array.from({ length: 100 }, (_, index) => (index + 1) / 100)
const PER_MILLE: readonly number[] = Array.from({ length: 1_000 }, (_, index) => (index + 1) / 1_000)
/** Prompts and uses beyond these cost too little to be worth a finding. */
const MOST_GROUPS = 50

/** Asks a ledger for all that the rules look at. */
export async function gatherFacts(ledger: LedgerReader, selection: Selection): Promise<FindingFacts> {
  return {
    features: await featureFacts(ledger, selection),
    uses: await modelUses(ledger, selection),
    models: (await ledger.sum({ ...selection, by: ['provider', 'model'] })).map(({ key, ...sum }) => ({
      provider: key.provider,
      model: key.model ?? UNATTRIBUTED,
      sum,
    })),
    prompts: await promptFacts(ledger, selection),
    promptBreaks: await promptBreaks(ledger, selection),
  }
}

async function featureFacts(ledger: LedgerReader, selection: Selection): Promise<FindingFacts['features']> {
  const by = ['feature'] as const
  const sums = await ledger.sum({ ...selection, by })
  const inputs = await spreads(ledger, { ...selection, by, of: 'inputTokens', quantiles: PERCENTILES })
  const outputs = await spreads(ledger, { ...selection, by, of: 'outputTokens', quantiles: [0.95] })
  const retries = await spreads(ledger, { ...selection, by, of: 'attemptIndex', quantiles: PER_MILLE })
  const overlaps = await spreads(ledger, { ...selection, by, of: 'retrievalOverlap' })
  const limits = await spreads(ledger, { ...selection, by, of: 'maxTokens', quantiles: [0.5] })
  return sums.map(({ key, ...sum }) => ({
    feature: key.feature ?? UNATTRIBUTED,
    sum,
    inputPercentiles: inputs(key)?.quantiles ?? [],
    meanInputTokens: inputs(key)?.mean ?? 0,
    p95OutputTokens: outputs(key)?.quantiles[0] ?? 0,
    medianMaxTokens: limits(key)?.quantiles[0],
    mostRetries: retries(key)?.max ?? 0,
    lateRetryShare: lateRetryShare(retries(key)),
    meanRetrievalOverlap: overlaps(key)?.mean,
  }))
}

/** Of the retries of a thousand calls that stand for all of them. */
function lateRetryShare(retries: Spread | undefined): number {
  const counts = retries?.quantiles ?? []
  const late = counts.reduce((sum, count) => sum + Math.max(0, count - USUAL_RETRIES), 0)
  return (
    late /
    Math.max(
      1,
      counts.reduce((sum, count) => sum + count, 0),
    )
  )
}

async function modelUses(ledger: LedgerReader, selection: Selection): Promise<FindingFacts['uses']> {
  const by = ['feature', 'provider', 'model'] as const
  const sums = await ledger.sum({ ...selection, by, limit: MOST_GROUPS })
  const outputs = await spreads(ledger, { ...selection, by, of: 'outputTokens', quantiles: [0.95] })
  return sums.map(({ key, ...sum }) => ({
    feature: key.feature ?? UNATTRIBUTED,
    provider: key.provider,
    model: key.model ?? UNATTRIBUTED,
    sum,
    p95OutputTokens: outputs(key)?.quantiles[0] ?? 0,
  }))
}

async function promptFacts(ledger: LedgerReader, selection: Selection): Promise<readonly PromptFacts[]> {
  const by = ['promptHash', 'feature', 'provider', 'model'] as const
  const sums = await ledger.sum({ ...selection, by })
  const inputs = await spreads(ledger, { ...selection, by, of: 'inputTokens', quantiles: [0.05] })
  const cacheReadShare = cacheReadShares(selection.toMillis ?? Date.now())
  return sums
    .filter(({ key }) => key.promptHash !== undefined)
    .slice(0, MOST_GROUPS)
    .map(({ key, ...sum }) => ({
      promptHash: key.promptHash ?? '',
      feature: key.feature ?? UNATTRIBUTED,
      model: key.model ?? UNATTRIBUTED,
      sum,
      steadyInputTokens: inputs(key)?.quantiles[0] ?? 0,
      cacheReadShare: cacheReadShare(key),
    }))
}

async function promptBreaks(ledger: LedgerReader, selection: Selection): Promise<FindingFacts['promptBreaks']> {
  const by = ['feature', 'promptBreak'] as const
  const lost = await ledger.spread({ ...selection, by, of: 'promptLostNanoUsd' })
  return lost.flatMap(({ key, calls, mean }) => {
    const cause = key.promptBreak
    return cause === undefined
      ? []
      : [{ feature: key.feature ?? UNATTRIBUTED, cause, calls, lostNanoUsd: mean * calls }]
  })
}

async function spreads(ledger: LedgerReader, question: SpreadQuestion): Promise<(key: GroupKey) => Spread | undefined> {
  const found = await ledger.spread(question)
  const text = (key: GroupKey): string => JSON.stringify((question.by ?? []).map((name) => key[name] ?? null))
  const byKey = new Map(found.map((spread) => [text(spread.key), spread]))
  return (key) => byKey.get(text(key))
}

function cacheReadShares(atMillis: number): (key: GroupKey) => number | undefined {
  const book = createPriceBook()
  return ({ model, provider }) => {
    if (model === undefined) return undefined
    const price = book.find({ model, provider, serviceTier: undefined, region: undefined, atMillis, inputTokens: 0 })
    if (!price.priced) return undefined
    const { input, cacheRead } = price.rates.tokens
    return input === undefined || cacheRead === undefined || input === 0n
      ? undefined
      : Number(cacheRead) / Number(input)
  }
}
