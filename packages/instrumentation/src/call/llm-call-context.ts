import { type Context, INVALID_SPAN_CONTEXT, type Span, trace } from '@opentelemetry/api'
import type { LlmCall } from '../attempts/call-attempts.ts'

/**
 * The context key under which a call that is being made is found, by the observer of its attempts, and by propagators that
 * must keep the application's baggage away from providers. It is a registered symbol, so that they need not import us.
 */
export const LLM_CALL: symbol = Symbol.for('costspan.llm_call')

/** The context in which an SDK works on a call: its span is active, if we made one, and its attempts are noted. */
export function callContext(parent: Context, span: Span | undefined, call: LlmCall): Context {
  return span === undefined ? withCall(parent, call) : withCallAndSpan(parent, call, span)
}

/** A context with the call on top of those values. To copy them, as `setValue` does, costs more than to ask them in turn. */
function withCall(values: Context, call: unknown): Context {
  return {
    getValue: (key) => (key === LLM_CALL ? call : values.getValue(key)),
    setValue: (key, value) =>
      withCall(key === LLM_CALL ? values : values.setValue(key, value), key === LLM_CALL ? value : call),
    deleteValue: (key) => withCall(values.deleteValue(key), key === LLM_CALL ? undefined : call),
  }
}

/** The same with the span on top as well. Whoever changes it gets a copy. */
function withCallAndSpan(values: Context, call: LlmCall, span: Span): Context {
  const copied = (): Context => withCall(trace.setSpan(values, span), call)
  return {
    getValue: (key) => (key === LLM_CALL ? call : key === SPAN ? span : values.getValue(key)),
    setValue: (key, value) => copied().setValue(key, value),
    deleteValue: (key) => copied().deleteValue(key),
  }
}

/** The key under which `trace.setSpan` of OpenTelemetry's API puts a span: the API has no other way to tell it. */
const SPAN: symbol | undefined = keyOfSpans()

function keyOfSpans(): symbol | undefined {
  let found: symbol | undefined
  const listening: Context = {
    getValue: () => undefined,
    setValue(key) {
      found = key
      return listening
    },
    deleteValue: () => listening,
  }
  trace.setSpan(listening, trace.wrapSpanContext(INVALID_SPAN_CONTEXT))
  return found
}
