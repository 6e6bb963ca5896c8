import { context } from '@opentelemetry/api'
import { carriedValue, runWithValue } from './carried-value.ts'

/**
 * Saving: paying less for the same answer, by one of these means. What they save is told on the span of the call, and what
 * they cost (an embedding, a compressing call) is told apart as overhead, so that a report can show the one net of the other.
 *
 * - `exact`, `semantic`: an answer from a cache.
 * - `downgrade`: a cheaper model, because a budget ran low.
 * - `choice`: a cheaper model, because the task was simple.
 * - `batch`: handed in with others, and answered within a day.
 * - `compression`, `prompt_budget`, `template`: a shorter prompt.
 */
export type SavingKind =
  | 'exact'
  | 'semantic'
  | 'downgrade'
  | 'choice'
  | 'batch'
  | 'compression'
  | 'prompt_budget'
  | 'template'

/** How much shorter the input of a call is than it would have been. */
export interface ShorterInput {
  readonly kind: Extract<SavingKind, 'compression' | 'prompt_budget' | 'template'>
  /** Tokens that were left out; they are worth what the model that answers takes for input. */
  readonly inputTokens: number
}

/** What a context carries of saving. */
export interface CarriedSaving {
  readonly overhead?: SavingKind
  readonly shorter?: ShorterInput
}

/** Where a context has it. */
export const SAVING: symbol = Symbol.for('costspan.saving')

const KINDS: ReadonlySet<string> = new Set([
  'exact',
  'semantic',
  'downgrade',
  'choice',
  'batch',
  'compression',
  'prompt_budget',
  'template',
] satisfies readonly SavingKind[])

/**
 * Runs calls that are made only to save on others: their spans carry `costspan.overhead.kind`, and reports take their cost off
 * what was saved by this means.
 *
 * @example
 * ```ts
 * import OpenAI from 'openai'
 * import { withOverhead } from '@costspan/cost'
 *
 * const client = new OpenAI()
 * const question = { model: 'text-embedding-3-small', input: 'Why is the sky blue?' }
 * const embedding = await withOverhead('semantic', () => client.embeddings.create(question))
 * ```
 *
 * @returns what the function returns: the same promise, or the value itself
 * @throws TypeError when the kind is unknown
 */
export function withOverhead<T>(kind: SavingKind, fn: () => T): T {
  checkKind(kind, 'withOverhead')
  return runWithValue(SAVING, { overhead: kind } satisfies CarriedSaving, fn)
}

/**
 * Runs a call whose input was made shorter: its span tells what the tokens that were left out would have cost, as
 * `costspan.saved.nano_usd`. It holds for each call that the function makes; of two around one another the inner one holds.
 *
 * @returns what the function returns: the same promise, or the value itself
 * @throws TypeError when the kind is unknown, or the tokens are no whole number, zero or more
 */
export function withShorterInput<T>(shorter: ShorterInput, fn: () => T): T {
  checkKind(shorter.kind, 'withShorterInput')
  if (!Number.isSafeInteger(shorter.inputTokens) || shorter.inputTokens < 0) {
    throw new TypeError(
      `withShorterInput: inputTokens must be a whole number, zero or more, got ${String(shorter.inputTokens)}`,
    )
  }
  // A prompt that is shortened in a call which is overhead leaves it overhead.
  const outer = carriedValue(context.active(), SAVING) as CarriedSaving | undefined
  return runWithValue(SAVING, { ...outer, shorter } satisfies CarriedSaving, fn)
}

function checkKind(kind: string, name: string): void {
  if (!KINDS.has(kind)) {
    throw new TypeError(`${name}: kind must be one of ${[...KINDS].join(', ')}, got ${JSON.stringify(kind)}`)
  }
}
