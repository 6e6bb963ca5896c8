import { carriedValue, runWithValue, setCostContext, withCostContext } from '@costspan/cost'
import { context, createContextKey, type Context } from '@opentelemetry/api'
import type { Guard } from '../guard.ts'
import type { ActiveRun } from './active-run.ts'

const RUN_KEY = createContextKey('costspan.run_budget')
const GUARD_KEY = createContextKey('costspan.run_guard')

/** The run that the calling code is a part of, or undefined. */
export function activeRun(): ActiveRun | undefined {
  return carriedValue(context.active(), RUN_KEY) as ActiveRun | undefined
}

/** The guard that the runs around the calling code were given, or undefined. */
export function activeRunGuard(): Guard | undefined {
  return carriedValue(context.active(), GUARD_KEY) as Guard | undefined
}

/** Runs a function with a guard for the runs inside of it. */
export function withRunGuard<T>(guard: Guard, fn: () => T): T {
  return runWithValue(GUARD_KEY, guard, fn)
}

/** Runs a function as a part of a run, which is also the `run` of its cost context. */
export function insideRun<T>(run: ActiveRun, fn: () => T): T {
  return runWithValue(RUN_KEY, run, () => withCostContext({ run: run.id }, fn))
}

/** An OpenTelemetry context with a run in it. */
export function setRun(otelContext: Context, run: ActiveRun): Context {
  return setCostContext(otelContext.setValue(RUN_KEY, run), { run: run.id })
}
