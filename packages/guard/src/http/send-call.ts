import type { CostContext } from '@costspan/cost'
import type { Settlement } from '../guard.ts'
import { callFingerprint } from '../loop/call-fingerprint.ts'
import { loopScope } from '../loop/loop-refusal.ts'
import { countSaving, noteRoute } from '../routing/report-route.ts'
import { type AdmittedCall, sessionOf } from './admit-call.ts'
import { type Answer, createAnswerReader } from './answer-reader.ts'
import { BudgetExceededError } from './budget-exceeded-error.ts'
import type { CallGuard } from './call-guard.ts'
import { observeBody } from './observe-body.ts'
import { priceAnswer } from './price-answer.ts'
import { mayBeBilled } from './send-failure.ts'
import { settlementOf } from './settle-answer.ts'

/** The amount is not known: the guard books what it held. */
const UNOBSERVED: Settlement = { nanoUsd: undefined, inputTokens: 0, outputTokens: 0, outcome: 'unobserved' }

/**
 * Sends a call that was admitted, and settles it when its answer is over. The guard is told and not waited for: an answer never
 * comes later because of it.
 */
export async function sendCall(
  callGuard: CallGuard,
  admitted: AdmittedCall,
  context: CostContext,
  atMillis: number,
  send: () => Promise<Response>,
): Promise<Response> {
  const { guard, loops } = callGuard
  const { call, reservation, route } = admitted
  if (route !== undefined) noteRoute(route)
  const scope = loopScope(context)
  const noteResult = (result: string): void => {
    if (scope !== undefined) loops?.record(scope, callFingerprint(call.model, call.body), result, Date.now())
  }

  let response: Response
  try {
    response = await send()
  } catch (error) {
    void (mayBeBilled(error) ? guard.settle(reservation, UNOBSERVED) : guard.release(reservation))
    noteResult(`failed ${error instanceof Error ? error.name : ''}`)
    throw error
  }
  if (!response.ok) {
    // Providers do not bill what they refuse or fail to do.
    void guard.release(reservation)
    noteResult(`status ${response.status}`)
    return response
  }

  const reader = createAnswerReader(call, response.headers.get('content-type') ?? '', loops !== undefined)
  const cap =
    callGuard.options.cutStreams === true && call.streams ? reservation.request.estimate.outputTokens : Infinity
  const watched = observeBody(response, {
    onBytes(bytes) {
      reader.push(bytes)
      if (reader.generatedTokens() > cap) throw cutError(admitted, context, atMillis)
    },
    onEnd(end) {
      const answer = reader.answer()
      noteResult(answer.fingerprint)
      const pricing = { prices: callGuard.prices, estimator: callGuard.estimator, atMillis }
      settlementOf(call, answer, end, pricing, (settlement) => {
        void guard.settle(reservation, settlement)
        learn(callGuard, admitted, context, answer, settlement, atMillis)
      })
    },
  })
  if (watched === undefined) void guard.settle(reservation, UNOBSERVED)
  return watched ?? response
}

/** Keeps what later decisions go by, and counts what a cheaper model has saved. */
function learn(
  { history, router, prices }: CallGuard,
  { call, route }: AdmittedCall,
  context: CostContext,
  { response }: Answer,
  { nanoUsd, outputTokens, outcome }: Settlement,
  atMillis: number,
): void {
  if (outcome !== 'reported') return
  const { usage } = response
  history.record(context.feature, call.model, outputTokens)
  router?.record(sessionOf(context), call.model, (usage?.cacheRead ?? 0) + (usage?.cacheWrite ?? 0), outputTokens)
  if (route === undefined || nanoUsd === undefined) return
  const asked = priceAnswer(
    { ...call, model: route.from },
    { ...response, model: route.from },
    usage,
    false,
    prices,
    atMillis,
  )
  if (asked !== undefined && asked > nanoUsd) countSaving(route, asked - nanoUsd, context)
}

function cutError({ reservation }: AdmittedCall, context: CostContext, atMillis: number): BudgetExceededError {
  const { nanoUsd } = reservation.request.estimate
  return new BudgetExceededError(
    {
      budget: 'stream',
      reason: 'limit',
      scope: {},
      window: 'request',
      unit: 'usd',
      limit: nanoUsd,
      spent: nanoUsd ?? 0n,
      held: 0n,
      estimate: undefined,
      retryAfterSeconds: undefined,
      atMillis,
      context,
    },
    'The stream was cut: it has generated more than was held for it.',
  )
}
