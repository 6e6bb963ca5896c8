/** A made company: what its application does with models, how much, and what that costs. */
export interface Feature {
  readonly name: string
  readonly team: string
  readonly model: string
  /** How many of the calls of the first week are its. */
  readonly weight: number
  /** By how much it grows in a week: 0.01 is one percent. */
  readonly weeklyGrowth: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly maxTokens: number
  /** How much of the input the prompt cache has. */
  readonly cachedShare: number
}

export const FEATURES: readonly Feature[] = [
  feature('support_chat', 'support', 'gpt-4o-mini', 40, 0.01, 1800, 220, 0.5),
  feature('document_search', 'search', 'text-embedding-3-small', 25, 0.012, 400, 0, 0),
  feature('email_draft', 'growth', 'gpt-4o', 12, 0.006, 900, 350, 0.2),
  feature('code_review', 'platform', 'claude-sonnet-4-5', 8, 0.015, 6000, 900, 0.6),
  feature('meeting_notes', 'growth', 'gpt-4o-mini', 10, 0.008, 5200, 600, 0),
  feature('contract_check', 'legal', 'claude-haiku-4-5', 5, 0.004, 9000, 400, 0.3),
]

/** The feature of the incident: whole documents in the prompt, for a few users who like it very much. */
export const DEEP_ANALYSIS: Feature = feature('document_analysis', 'search', 'gpt-4-turbo', 0, 0, 50_000, 900, 0)

function feature(
  name: string,
  team: string,
  model: string,
  weight: number,
  weeklyGrowth: number,
  inputTokens: number,
  outputTokens: number,
  cachedShare: number,
): Feature {
  const maxTokens = outputTokens * 4
  return { name, team, model, weight, weeklyGrowth, inputTokens, outputTokens, maxTokens, cachedShare }
}

/** Nano-USD for a thousand tokens, from a day of the made year on. The amounts are made too. */
export interface MadePrice {
  readonly fromDay: number
  readonly input: bigint
  readonly cacheRead: bigint
  readonly output: bigint
}

export const PRICES: Readonly<Record<string, readonly MadePrice[]>> = {
  'gpt-4o-mini': [{ fromDay: 0, input: 150_000n, cacheRead: 75_000n, output: 600_000n }],
  'text-embedding-3-small': [{ fromDay: 0, input: 20_000n, cacheRead: 20_000n, output: 0n }],
  'gpt-4o': [
    { fromDay: 0, input: 5_000_000n, cacheRead: 2_500_000n, output: 15_000_000n },
    { fromDay: 120, input: 2_500_000n, cacheRead: 1_250_000n, output: 10_000_000n },
  ],
  'claude-sonnet-4-5': [{ fromDay: 0, input: 3_000_000n, cacheRead: 300_000n, output: 15_000_000n }],
  'claude-haiku-4-5': [
    { fromDay: 0, input: 800_000n, cacheRead: 80_000n, output: 4_000_000n },
    { fromDay: 200, input: 1_000_000n, cacheRead: 100_000n, output: 5_000_000n },
  ],
  'gpt-4-turbo': [{ fromDay: 0, input: 10_000_000n, cacheRead: 10_000_000n, output: 30_000_000n }],
}

/** Users are dealt to tiers in turn: of ten, seven are free, two pay, one is an enterprise's. */
export const TIERS: readonly string[] = [...Array.from({ length: 7 }, () => 'free'), 'pro', 'pro', 'enterprise']
