import { randomUUID } from 'node:crypto'
import { context, propagation } from '@opentelemetry/api'
import { shown } from '../budget/shown.ts'
import { readUsd } from '../budget/read-limit.ts'
import type { Guard } from '../guard.ts'
import { guardOfProcess } from '../http/active-guard.ts'
import type { ActiveRun } from './active-run.ts'
import type { RunAdvisory } from './run-advisory.ts'
import { activeRun, activeRunGuard, insideRun, withRunGuard } from './run-context.ts'
import { RUN_BAGGAGE, runKey } from './run-baggage.ts'
import { type RunToken, signRun, verifyRun } from './run-token.ts'

/** The budget of a run. */
export interface RunOptions {
  /** What the run may spend, such as `"$2.00"`; inside of another run also a part of its budget, such as `"25%"`. */
  readonly budget: string | number
  /** What of it is kept for the last answer, such as `"10%"` or `"$0.20"`. Default: nothing. */
  readonly reserve?: string | number
  /** The id of the run: the same id continues the same run. Default: a new one. */
  readonly id?: string
  /** Whose budgets it falls under. Default: that of the run around it, or else the guard that `register` has made. */
  readonly guard?: Guard
}

/** A run, for those inside of it. */
export interface Run {
  readonly id: string
  /** How the budget stands, for an agent to read before it goes on. */
  advisory(): Promise<RunAdvisory>
  /** Runs a function whose calls may also spend the reserve: the last answer of a run whose budget is spent. */
  finalAnswer<T>(fn: () => T): T
  /** Carries the run where no baggage goes, such as through a queue; see `continueRun`. Needs `COSTSPAN_RUN_KEY`. */
  token(): RunToken
}

/**
 * Runs a function as one run with a budget. All calls inside, in whichever process, spend from it: the run travels as signed
 * baggage where `COSTSPAN_RUN_KEY` is set.
 *
 * A run inside of a run is a part of it and spends from both. Its budget is carved from the outer one: held on it for as long
 * as the function runs, or the promise that it returns is open, so that nobody beside it takes it; what it has not spent is
 * free again then. Where less is left it gets that. The share of a process that dies expires as a call's hold does.
 *
 * @example
 * ```ts
 * import { withRun } from '@costspan/guard'
 *
 * await withRun({ budget: '$2.00', reserve: '10%' }, async (run) => {
 *   const { callsLeft } = await run.advisory()
 *   if (callsLeft !== undefined && callsLeft < 1) await run.finalAnswer(async () => {})
 * })
 * ```
 *
 * @returns what the function returns
 * @throws TypeError for an option that is wrong, naming it, its value and what was expected
 */
export function withRun<T>(options: RunOptions, fn: (run: Run) => T): T {
  const run = startedRun(options, activeRun())
  const guard = options.guard ?? activeRunGuard() ?? guardOfProcess()?.guard
  if (guard === undefined || run.parent === undefined) return enterRun(run, guard, fn)
  guard.beginRun(run)
  return andThen(
    () => enterRun(run, guard, fn),
    () => guard.endRun(run),
  )
}

/**
 * Goes on with a run that began in another process.
 *
 * @throws TypeError when the token was not signed with this process's key, or its run began more than a week ago
 */
export function continueRun<T>(token: RunToken, fn: (run: Run) => T, options: Pick<RunOptions, 'guard'> = {}): T {
  const run = verifyRun(token, neededKey(), Date.now())
  if (run === undefined) throw new TypeError('continueRun: the token must be signed with the key in COSTSPAN_RUN_KEY')
  return enterRun(run, options.guard ?? guardOfProcess()?.guard, fn)
}

/** Does something when a function is over, and its promise settled, if it returns one, which then waits for it. */
function andThen<T>(fn: () => T, end: () => Promise<void>): T {
  let isOpen = false
  try {
    const result = fn()
    // What else can be awaited, such as the request of an SDK, may only begin when it is, and stays as it is.
    isOpen = result instanceof Promise && result.constructor === Promise
    return isOpen ? (settledThen(result as Promise<unknown>, end) as T) : result
  } finally {
    if (!isOpen) void end()
  }
}

async function settledThen<T>(promise: Promise<T>, end: () => Promise<void>): Promise<T> {
  try {
    return await promise
  } finally {
    await end()
  }
}

function enterRun<T>(run: ActiveRun, guard: Guard | undefined, fn: (run: Run) => T): T {
  const key = runKey()
  const entered = (): T => insideRun(run, () => fn(runFor(run, guard)))
  const inside = guard === undefined ? entered : (): T => withRunGuard(guard, entered)
  if (key === undefined) return inside()
  const baggage = propagation.getActiveBaggage() ?? propagation.createBaggage()
  const carrying = baggage.setEntry(RUN_BAGGAGE, { value: signRun(run, key) })
  return context.with(propagation.setBaggage(context.active(), carrying), inside)
}

function runFor(run: ActiveRun, guard: Guard | undefined): Run {
  return {
    id: run.id,
    advisory: async () => needed(guard).advisory(run),
    finalAnswer: (fn) => insideRun({ ...run, isFinal: true }, fn),
    token: () => signRun(run, neededKey()),
  }
}

function startedRun({ budget, reserve = 0, id = randomUUID() }: RunOptions, parent: ActiveRun | undefined): ActiveRun {
  if (typeof id !== 'string' || id === '') throw new TypeError(`withRun: id must be a text, got ${shown(id)}`)
  const asked = amountOf(budget, parent?.limitNanoUsd, 'withRun: budget')
  const limit = parent !== undefined && parent.limitNanoUsd < asked ? parent.limitNanoUsd : asked
  const reserveNanoUsd = amountOf(reserve, limit, 'withRun: reserve')
  if (reserveNanoUsd > limit)
    throw new TypeError(`withRun: reserve must be a part of the budget, got ${shown(reserve)}`)
  return { id, limitNanoUsd: limit, reserveNanoUsd, startedAtMillis: Date.now(), isFinal: false, parent }
}

function amountOf(amount: string | number, whole: bigint | undefined, path: string): bigint {
  const percent = typeof amount === 'string' ? /^\s*(\d+(?:\.\d+)?)\s*%\s*$/.exec(amount)?.[1] : undefined
  if (percent === undefined) return readUsd(amount, path)
  if (whole === undefined)
    throw new TypeError(`${path} must be an amount such as "$2.00" outside of a run, got ${shown(amount)}`)
  return (whole * BigInt(Math.round(Number(percent) * 1_000))) / 100_000n
}

function needed(given: Guard | undefined): Guard {
  // The guard of `register` may be made after the run began.
  const guard = given ?? guardOfProcess()?.guard
  if (guard === undefined) throw new TypeError('advisory: a guard is needed; give one to the run, or set budgets')
  return guard
}

function neededKey(): string {
  const key = runKey()
  if (key === undefined) throw new TypeError('COSTSPAN_RUN_KEY must be set for runs to travel, got nothing')
  return key
}
