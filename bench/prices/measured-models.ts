/** One call of each model: 1,042 tokens of input, of which 512 were read from the cache, and 317 of output. */
export const USAGE = { input: 1_042, cacheRead: 512, output: 317 } as const

/** A model that prices are looked up of. */
export interface MeasuredModel {
  readonly title: string
  readonly provider: string
  readonly model: string
  /** What the call is due, by hand from the vendor's page; undefined where there is no such model. */
  readonly dueUsd: number | undefined
}

/** 530 at 2.50, 512 at 1.25 and 317 at 10 USD a million: https://developers.openai.com/api/docs/pricing, 2026-11-22. */
const GPT_4O_USD = 0.005135
/** 530 at 3.00, 512 at 0.30 and 317 at 15 USD a million: https://platform.claude.com/docs/en/about-claude/pricing, 2026-11-22. */
const SONNET_USD = 0.0064986

export const MEASURED_MODELS: readonly MeasuredModel[] = [
  { title: 'known id (gpt-4o)', provider: 'openai', model: 'gpt-4o', dueUsd: GPT_4O_USD },
  { title: 'dated id (gpt-4o-2024-08-06)', provider: 'openai', model: 'gpt-4o-2024-08-06', dueUsd: GPT_4O_USD },
  {
    title: 'dated id (claude-sonnet-4-20250514)',
    provider: 'anthropic',
    model: 'claude-sonnet-4-20250514',
    dueUsd: SONNET_USD,
  },
  {
    title: 'dated id (claude-sonnet-4-5-20250929)',
    provider: 'anthropic',
    model: 'claude-sonnet-4-5-20250929',
    dueUsd: SONNET_USD,
  },
  { title: 'unknown id', provider: 'openai', model: 'no-such-model-1', dueUsd: undefined },
]
