import type { CostContext } from '@costspan/cost'
import type { CallResponse } from '@costspan/instrumentation/providers'
import { diag } from '@opentelemetry/api'
import type { Refusal } from '../admission/refusal.ts'
import type { WaitingCaches } from '../cache/ask-caches.ts'
import type { Settlement } from '../guard.ts'
import { callFingerprint } from '../loop/call-fingerprint.ts'
import { loopScope } from '../loop/loop-refusal.ts'
import { reportEscalation, reportRoute, type RouteReport } from '../routing/report-route.ts'
import { activeRun } from '../run/run-context.ts'
import { type AdmittedCall, sessionOf } from './admit-call.ts'
import { type Answer, createAnswerReader } from './answer-reader.ts'
import { BudgetExceededError } from './budget-exceeded-error.ts'
import type { CallGuard } from './call-guard.ts'
import { watchCall } from '../prompt-cache/watched-call.ts'
import { inBackground } from './in-background.ts'
import { observeBody } from './observe-body.ts'
import { priceAnswer } from './price-answer.ts'
import { mayBeBilled } from './send-failure.ts'
import { settlementOf } from './settle-answer.ts'
import { createStreamAllowance } from './stream-allowance.ts'

/** The amount is not known: the guard books what it held. */
const UNOBSERVED: Settlement = { nanoUsd: undefined, inputTokens: 0, outputTokens: 0, outcome: 'unobserved' }

/**
 * Sends a call that was admitted, and settles it when its answer is over. The guard is told and not waited for: an answer never
 * comes later because of it.
 *
 * @param waiting caches that missed the answer; they hear once what comes of it
 */
export async function sendCall(
  callGuard: CallGuard,
  admitted: AdmittedCall,
  context: CostContext,
  atMillis: number,
  send: () => Promise<Response>,
  waiting?: WaitingCaches,
): Promise<Response> {
  const { guard, loops } = callGuard
  const { call, reservation, route } = admitted
  const run = activeRun()
  const tellPrompt = watchCall(callGuard, call, context, atMillis)
  const report = route === undefined ? reportEscalation() : reportRoute(route, context)
  const scope = loopScope(context)
  const noteResult = (result: string): void => {
    if (scope !== undefined) loops?.record(scope, callFingerprint(call.model, call.body), result, Date.now())
  }

  let response: Response
  try {
    response = await send()
  } catch (error) {
    inBackground(() => (mayBeBilled(error) ? guard.settle(reservation, UNOBSERVED) : guard.release(reservation)))
    noteResult(`failed ${error instanceof Error ? error.name : ''}`)
    waiting?.drop('failed')
    throw error
  }
  if (!response.ok) {
    // Providers do not bill what they refuse or fail to do.
    inBackground(() => guard.release(reservation))
    noteResult(`status ${response.status}`)
    waiting?.drop('failed')
    return response
  }

  const reader = createAnswerReader(call, response.headers.get('content-type') ?? '', loops !== undefined)
  const isCut = callGuard.options.cutStreams === true && call.streams
  const allowance = isCut ? createStreamAllowance(callGuard, admitted, run) : undefined
  const recording = waiting?.record(response)
  const watched = observeBody(response, {
    ...(recording && { onRead: () => recording.reading(true) }),
    onBytes(bytes) {
      quietly(() => {
        reader.push(bytes)
        recording?.push(bytes)
      })
      return allowance?.cover(reader.generatedTokens())?.then(throwCut)
    },
    onEnd(end) {
      const isBooked = quietly(() => {
        const answer = reader.answer()
        noteResult(answer.fingerprint)
        tellPrompt?.(answer.response)
        recording?.end(end)
        const pricing = { prices: callGuard.prices, estimator: callGuard.estimator, atMillis }
        settlementOf(call, answer, end, pricing, (settlement) => {
          if (allowance === undefined) inBackground(() => guard.settle(reservation, settlement))
          else allowance.settle(settlement)
          learn(callGuard, admitted, context, answer, settlement, atMillis, report)
          recording?.read(withUsage(answer.response, settlement))
        })
      })
      // A settlement that was told already stands: the second one with its id changes nothing.
      if (!isBooked) inBackground(() => guard.settle(reservation, UNOBSERVED))
    },
  })
  if (watched === undefined) {
    waiting?.drop('unfit')
    inBackground(() => guard.settle(reservation, UNOBSERVED))
  }
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
  report: RouteReport | undefined,
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
  if (asked !== undefined) report?.settle(nanoUsd, asked)
}

/** What an answer says of itself, with tokens that were counted where it does not tell them. */
function withUsage(response: CallResponse, { inputTokens, outputTokens, outcome }: Settlement): CallResponse {
  const isCounted = response.usage === undefined && outcome === 'estimated'
  return isCounted ? { ...response, usage: { input: inputTokens, output: outputTokens } } : response
}

function throwCut(refusal: Refusal | undefined): void {
  if (refusal === undefined) return
  throw new BudgetExceededError(refusal, `The stream was cut: more of it would pass the budget "${refusal.budget}".`)
}

/** What goes wrong while an answer is watched is ours to know; the application gets its answer all the same. */
function quietly(step: () => void): boolean {
  try {
    step()
    return true
  } catch (problem) {
    diag.error('costspan: an answer could not be booked', problem)
    return false
  }
}
