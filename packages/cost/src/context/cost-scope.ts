import { context, createContextKey, type Context } from '@opentelemetry/api'
import { carriedValue, runWithValue } from './carried-value.ts'
import { createScope, type MeteredCall, type MeteredScope, type ScopeMeter } from './scope-meter.ts'

const SCOPES_KEY = createContextKey('costspan.scopes')

/**
 * Runs a function with a meter of all LLM calls made inside it, however deep and however parallel. Scopes nest: an outer
 * one counts the calls of the inner ones too.
 *
 * A call is added when it ends. One that ends after the function returned, such as a stream that is read later, still
 * counts into the meter, so that its figures may grow; `snapshot()` keeps those of a moment.
 *
 * @example
 * ```ts
 * import OpenAI from 'openai'
 * import { costScope } from '@costspan/cost'
 *
 * const client = new OpenAI()
 * await costScope(async (scope) => {
 *   await client.responses.create({ model: 'gpt-5', input: 'Why is the sky blue?' })
 *   console.log(scope.costUsd, scope.totalTokens)
 * })
 * ```
 *
 * @returns what the function returns: the same promise, or the value itself
 */
export function costScope<T>(fn: (scope: ScopeMeter) => T): T {
  const scope = createScope()
  const outer = scopesOf(context.active()) ?? []
  return runWithValue(SCOPES_KEY, [...outer, scope], () => fn(scope.meter))
}

/**
 * The scopes that an OpenTelemetry context is in, from the outermost to the innermost; undefined when there is none. Whoever
 * meters a call asks at its start, because at its end other code is active.
 */
export function scopesOf(otelContext: Context): readonly MeteredScope[] | undefined {
  return carriedValue(otelContext, SCOPES_KEY) as readonly MeteredScope[] | undefined
}

/** Adds a finished call to the scopes that it was started in. */
export function addToScopes(scopes: readonly MeteredScope[] | undefined, call: MeteredCall): void {
  if (scopes === undefined) return
  for (const scope of scopes) scope.add(call)
}
