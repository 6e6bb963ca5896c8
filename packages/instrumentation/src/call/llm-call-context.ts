import { type Context, type Span, trace } from '@opentelemetry/api'
import type { LlmCall } from '../attempts/call-attempts.ts'

/**
 * The context key under which a call that is being made is found, by the observer of its attempts, and by propagators that
 * must keep the application's baggage away from providers. It is a registered symbol, so that they need not import us.
 */
export const LLM_CALL: symbol = Symbol.for('costspan.llm_call')

/** The context in which an SDK works on a call: its span is active, if we made one, and its attempts are noted. */
export function callContext(parent: Context, span: Span | undefined, call: LlmCall): Context {
  return withCall(span === undefined ? parent : trace.setSpan(parent, span), call)
}

/** A context with the call on top of those values. To copy them, as `setValue` does, costs more than to ask them in turn. */
function withCall(values: Context, call: LlmCall | undefined): Context {
  return {
    getValue: (key) => (key === LLM_CALL ? call : values.getValue(key)),
    setValue: (key, value) =>
      key === LLM_CALL ? values.setValue(key, value) : withCall(values.setValue(key, value), call),
    deleteValue: (key) => (key === LLM_CALL ? values.deleteValue(key) : withCall(values.deleteValue(key), call)),
  }
}
