import { context } from '@opentelemetry/api'
import { carriedValue, runWithValue } from '@costspan/cost'
import type { Complexity } from './model-choice.ts'

/** Choice scope: one piece of work whose complexity is declared, or whose answer is judged before it is handed over. */
export interface ChoiceScope {
  readonly complexity: Complexity | undefined
  /**
   * True where calls stay with what they ask for: the second time, when the cheaper model's answer was not good enough, and
   * inside of classifiers and judges, whose calls would be classified and judged without end.
   */
  readonly isFixed: boolean
  /** What the answer that was thrown away has cost and claimed to have saved, in nano-USD, until a call tells of it. */
  vainNanoUsd: bigint
  /** True while nobody knows whether what was saved was saved. */
  awaitsJudgement: boolean
  /** True once a call has gone to a cheaper model, whether or not it is known what that saved. */
  hasMoved: boolean
  /** Those of which it is known. */
  readonly moved: MovedCall[]
}

/** A call that went to a cheaper model, with what it cost and saved. */
export interface MovedCall {
  readonly nanoUsd: bigint
  readonly savedNanoUsd: bigint
  /** Counts what was saved. */
  count(): void
}

const SCOPE: symbol = Symbol.for('costspan.choice')

/** A scope that nothing has happened in. */
export function choiceScope(given: Partial<ChoiceScope> = {}): ChoiceScope {
  const nothing = { isFixed: false, vainNanoUsd: 0n, awaitsJudgement: false, hasMoved: false, moved: [] }
  return { complexity: undefined, ...nothing, ...given }
}

/** Runs a function in a scope. */
export function inChoiceScope<T>(scope: ChoiceScope, fn: () => T): T {
  return runWithValue(SCOPE, scope, fn)
}

/** The scope that the calling code runs in. */
export function activeChoice(): ChoiceScope | undefined {
  return carriedValue(context.active(), SCOPE) as ChoiceScope | undefined
}

/** What the answer that was thrown away has cost and claimed in vain, for the one call that tells of it; zero for all others. */
export function takeVainNanoUsd(): bigint {
  const scope = activeChoice()
  if (scope === undefined) return 0n
  const { vainNanoUsd } = scope
  scope.vainNanoUsd = 0n
  return vainNanoUsd
}

/** Notes that a call goes to a cheaper model. */
export function noteMoved(scope: ChoiceScope | undefined): void {
  if (scope !== undefined) scope.hasMoved = true
}

/** Notes a call that was moved and that a cache has answered: its answer is judged like any other, and has cost nothing. */
export function noteMovedHit(): void {
  noteMoved(activeChoice())
}

/** Counts a call that was moved: now, or when its answer was found good enough. */
export function settleMoved(scope: ChoiceScope | undefined, moved: MovedCall): void {
  scope?.moved.push(moved)
  if (scope?.awaitsJudgement !== true) moved.count()
}
