import { AsyncLocalStorage } from 'node:async_hooks'
import { context, ROOT_CONTEXT, type Context } from '@opentelemetry/api'

/**
 * Where values are carried while no context manager is registered. OpenTelemetry then drops every context, so that
 * attribution would vanish silently in a test, or in an application that starts its telemetry later; ours does not.
 */
const uncarried = new AsyncLocalStorage<Context>()

/** Whether anything was ever carried there. Asking takes longer than asking a context, and is done for each span. */
let isUsed = false

/**
 * Runs a function with a value in the active OpenTelemetry context, for all that it awaits too.
 *
 * Whether the context manager took the value is asked of the value, not of the context: some managers (of Sentry, of
 * Datadog) put a context of their own around ours.
 */
export function runWithValue<T>(key: symbol, value: object, fn: () => T): T {
  return context.with(context.active().setValue(key, value), () => {
    if (context.active().getValue(key) === value) return fn()
    isUsed = true
    return uncarried.run((uncarried.getStore() ?? ROOT_CONTEXT).setValue(key, value), fn)
  })
}

/** The value that a context carries, or the one that the calling code runs with where nothing carries contexts. */
export function carriedValue(otelContext: Context, key: symbol): unknown {
  return otelContext.getValue(key) ?? (isUsed ? uncarried.getStore()?.getValue(key) : undefined)
}
