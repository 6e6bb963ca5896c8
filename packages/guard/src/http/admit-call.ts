import { setImmediate } from 'node:timers/promises'
import type { CostContext } from '@costspan/cost'
import { diag } from '@opentelemetry/api'
import type { Refusal } from '../admission/refusal.ts'
import { estimateCall } from '../estimate/estimate-call.ts'
import type { Admission, Estimate, Reservation } from '../guard.ts'
import { loopRefusal } from '../loop/loop-refusal.ts'
import { reroutedCall } from '../routing/reroute.ts'
import type { Route } from '../routing/router.ts'
import type { CallGuard } from './call-guard.ts'
import { countedInput } from './counted-input.ts'
import { trimmedCall } from './trimmed-call.ts'
import type { WireCall } from './wire-call.ts'

/** A call that may be sent, as it is to be sent, or why it may not. */
export type CallDecision = AdmittedCall | { readonly decision: 'deny'; readonly refusal: Refusal }

export interface AdmittedCall {
  readonly decision: 'allow'
  /** The call that was admitted: another one than was asked where it was rerouted or trimmed. */
  readonly call: WireCall
  readonly reservation: Reservation
  readonly route: Route | undefined
}

/** The conversation that a call belongs to, as far as its context tells. */
export function sessionOf({ conversation, session, run }: CostContext): string | undefined {
  return conversation ?? session ?? run
}

/** Decides on one call, or on one attempt of it, each of which is admitted by itself. */
export async function admitCall(
  callGuard: CallGuard,
  call: WireCall,
  context: CostContext,
  atMillis: number,
): Promise<CallDecision> {
  const looping = loopRefusal(callGuard, call, context, atMillis)
  if (looping !== undefined) return { decision: 'deny', refusal: looping }
  for (;;) {
    const decision = await decide(callGuard, call, context, atMillis)
    if (decision.decision === 'allow') return decision
    if ((await askedAbout(callGuard, decision.refusal)) !== 'retry') return decision
    // Who says so at once, and again and again, must not keep all else from going on.
    await setImmediate()
  }
}

/** What the application says to a refusal; where it fails to say anything, the refusal stands. */
async function askedAbout({ options }: CallGuard, refusal: Refusal): Promise<'refuse' | 'retry' | undefined> {
  try {
    return await options.onRefusal?.(refusal)
  } catch (problem) {
    diag.warn('costspan: onRefusal failed; the call is refused', problem)
    return 'refuse'
  }
}

async function decide(
  callGuard: CallGuard,
  call: WireCall,
  context: CostContext,
  atMillis: number,
): Promise<CallDecision> {
  const asked = await ask(callGuard, call, context, atMillis)
  const routed = await rerouted(callGuard, call, asked, context, atMillis)
  if (routed !== undefined) {
    if (asked.admission.decision === 'allow') await callGuard.guard.release(asked.admission.reservation)
    return routed
  }
  const { admission } = asked
  if (admission.decision === 'allow') {
    return { decision: 'allow', call, reservation: admission.reservation, route: undefined }
  }
  const shorter =
    callGuard.options.trimOutput === true ? trimmedCall(callGuard, call, asked.estimate, admission.refusal) : undefined
  if (shorter === undefined) return { decision: 'deny', refusal: admission.refusal }
  const { admission: second } = await ask(callGuard, shorter, context, atMillis)
  return second.decision === 'allow'
    ? { decision: 'allow', call: shorter, reservation: second.reservation, route: undefined }
    : { decision: 'deny', refusal: admission.refusal }
}

interface Asked {
  readonly admission: Admission
  readonly estimate: Estimate
}

async function ask(
  { guard, prices, history, estimator, options }: CallGuard,
  call: WireCall,
  context: CostContext,
  atMillis: number,
): Promise<Asked> {
  const output = options.expectedOutput === 'p95' ? history.p95(context.feature, call.model) : undefined
  const request = { context, provider: call.provider, model: call.model, operation: call.operation?.name ?? 'chat' }
  const estimate = estimateCall(call, prices, atMillis, { output })
  const admission = await guard.admit({ ...request, estimate })
  if (admission.decision === 'allow' || options.countInput !== true) return { admission, estimate }
  const input = await countedInput(call, estimator)
  if (input === undefined || input >= estimate.inputTokens) return { admission, estimate }
  const closer = estimateCall(call, prices, atMillis, { input, output })
  return { admission: await guard.admit({ ...request, estimate: closer }), estimate: closer }
}

/** The call at another model, admitted at that model's own price; undefined where it stays. */
async function rerouted(
  callGuard: CallGuard,
  call: WireCall,
  { admission, estimate }: Asked,
  context: CostContext,
  atMillis: number,
): Promise<AdmittedCall | undefined> {
  const wasRefused = admission.decision === 'deny'
  if (wasRefused && admission.refusal.reason !== 'limit') return undefined
  const route = callGuard.router?.choose({
    call,
    feature: context.feature,
    session: sessionOf(context),
    ladder: wasRefused ? [] : admission.ladder,
    wasRefused,
    inputTokens: estimate.inputTokens,
    atMillis,
  })
  const other = route && reroutedCall(call, route.to)
  if (route === undefined || other === undefined) return undefined
  const { admission: own } = await ask(callGuard, other, context, atMillis)
  return own.decision === 'allow' ? { decision: 'allow', call: other, reservation: own.reservation, route } : undefined
}
