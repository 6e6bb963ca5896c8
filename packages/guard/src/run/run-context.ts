import { carriedValue, runWithValue, setCostContext, withCostContext } from '@costspan/cost'
import { context, createContextKey, type Context } from '@opentelemetry/api'
import type { ActiveRun } from './active-run.ts'

const RUN_KEY = createContextKey('costspan.run_budget')

/** The run that the calling code is a part of, or undefined. */
export function activeRun(): ActiveRun | undefined {
  return carriedValue(context.active(), RUN_KEY) as ActiveRun | undefined
}

/** Runs a function as a part of a run, which is also the `run` of its cost context. */
export function insideRun<T>(run: ActiveRun, fn: () => T): T {
  return runWithValue(RUN_KEY, run, () => withCostContext({ run: run.id }, fn))
}

/** An OpenTelemetry context with a run in it. */
export function setRun(otelContext: Context, run: ActiveRun): Context {
  return setCostContext(otelContext.setValue(RUN_KEY, run), { run: run.id })
}
