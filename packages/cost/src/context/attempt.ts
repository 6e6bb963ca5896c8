import { runWithValue } from './carried-value.ts'

/**
 * Attempt: one try at a piece of work that is tried again, or by another model, until it succeeds. What the calls of the tries
 * cost is told apart by their kind: retry cost is that of the tries beyond the first, fallback cost that of other models.
 */
export interface CostAttempt {
  /** `primary`: the first. `retry`: again, by the same model. `fallback`: by another one. */
  readonly kind: AttemptKind
  /** How many attempts came before: 0 for the first. */
  readonly index: number
}

/** Which attempt: the first, another by the same model, or one by another model. */
export type AttemptKind = 'primary' | 'retry' | 'fallback'

const KINDS: readonly string[] = ['primary', 'retry', 'fallback'] satisfies readonly AttemptKind[]

/** Where a context has the attempt. A registered symbol, so that instrumentations find it without this package. */
export const ATTEMPT: symbol = Symbol.for('costspan.attempt')

/**
 * Runs one attempt: the spans of all calls made in it are marked with `costspan.attempt.kind` and `costspan.attempt.index`.
 * For loops of the application's own; retries of SDKs, of LangChain and of the Vercel AI SDK are marked without it.
 *
 * @example
 * ```ts
 * import OpenAI from 'openai'
 * import { withAttempt } from '@costspan/cost'
 *
 * const client = new OpenAI()
 * const ask = (model: string) => client.responses.create({ model, input: 'Why is the sky blue?' })
 * const answer = await ask('gpt-5').catch(() => withAttempt({ kind: 'fallback', index: 1 }, () => ask('gpt-5-mini')))
 * ```
 *
 * @returns what the function returns: the same promise, or the value itself
 * @throws TypeError when the kind is unknown or the index is no whole number, zero or more
 */
export function withAttempt<T>(attempt: CostAttempt, fn: () => T): T {
  const { kind, index } = attempt
  if (!KINDS.includes(kind)) {
    throw new TypeError(`withAttempt: kind must be one of ${KINDS.join(', ')}, got ${JSON.stringify(kind)}`)
  }
  if (!Number.isSafeInteger(index) || index < 0) {
    throw new TypeError(`withAttempt: index must be a whole number, zero or more, got ${String(index)}`)
  }
  return runWithValue(ATTEMPT, Object.freeze({ kind, index }), fn)
}
