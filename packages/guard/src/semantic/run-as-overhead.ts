import { AsyncLocalStorage } from 'node:async_hooks'
import { context } from '@opentelemetry/api'
import { withOverhead } from '@costspan/cost'

/** Where the instrumentation marks the call that is being made; requests inside are taken for its attempts. */
const LLM_CALL: symbol = Symbol.for('costspan.llm_call')

/** Set inside of embedders and judges. */
const working = new AsyncLocalStorage<true>()

/** Whether a call is made by an embedder or a judge: the cache leaves those alone, or it would ask itself without end. */
export function isOverhead(): boolean {
  return working.getStore() === true
}

/**
 * Runs what the cache does to save a call: its own calls are booked as overhead, and its requests are no attempts of the call
 * that is to be saved.
 */
export async function runAsOverhead<T>(fn: () => Promise<T>): Promise<T> {
  return context.with(context.active().deleteValue(LLM_CALL), () =>
    working.run(true, () => withOverhead('semantic', fn)),
  )
}
