import type { WireCall } from '../http/wire-call.ts'

/** A call for another model, or undefined where its request cannot be rewritten: a form, or a model that stands in the URL. */
export function reroutedCall(call: WireCall, model: string): WireCall | undefined {
  return call.body['model'] === call.model ? { ...call, model, body: { ...call.body, model } } : undefined
}
