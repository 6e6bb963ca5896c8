import type { PriceBook } from '@costspan/cost/prices'
import { diag } from '@opentelemetry/api'
import type { LadderState } from '../ladder/ladder-state.ts'
import type { WireCall } from '../http/wire-call.ts'
import { canAnswer, isInToolLoop } from './can-answer.ts'
import { checkedRoutes, type DowngradeRoute } from './downgrade-route.ts'
import { createQualityWatch } from './quality-watch.ts'
import { type ExpectedTurns, switchingPays } from './switching-pays.ts'

/** Chooses cheaper models for calls, and remembers which conversation is with which. */
export interface Router {
  /** The model that a call should go to, and why; undefined where it stays with what it asks for. */
  choose(request: RouteRequest): Route | undefined
  /** Whether a call may go to a model that was chosen for it, by the rules that hold for all routes. */
  allows(model: string, request: ChoiceRequest): boolean
  /** Tells what came of a call: what its conversation has cached now, and with which model it is. */
  record(session: string | undefined, model: string, cachedTokens: number, outputTokens: number): void
  /**
   * Tells how good an answer was, from 0 to 1, by the model that gave it. A feature whose cheaper model is judged worse than
   * what it asks for, in 20 judgements or more of both, is reverted. The features are those of the routes; others are ignored.
   *
   * @throws TypeError when the score is not from 0 to 1
   */
  rate(feature: string, model: string, score: number): void
  /** The way back: the feature was answered worse, so it stays with what it asks for until `restore`. */
  revert(feature: string): void
  /** Lets a feature be moved again; what was judged before is forgotten. */
  restore(feature: string): void
}

export interface RouteRequest {
  readonly call: WireCall
  readonly feature: string | undefined
  /** The conversation, session or run that the call belongs to. */
  readonly session: string | undefined
  /** What the ladders of the budgets say. */
  readonly ladder: readonly LadderState[]
  /** True where the call was refused as it is: then every rung counts as reached. */
  readonly wasRefused: boolean
  readonly inputTokens: number
  readonly atMillis: number
}

/** A call for which a model was chosen. */
export type ChoiceRequest = Pick<RouteRequest, 'call' | 'feature' | 'session' | 'inputTokens' | 'atMillis'>

/** Another model for a call. */
export interface Route {
  readonly from: string
  readonly to: string
  readonly reason: RouteReason
}

/**
 * `budget_rung`: a rung of a ladder was reached. `budget_limit`: the call was refused as it was. `session`: as before.
 * `complexity`: its task is simple enough.
 */
export type RouteReason = 'budget_rung' | 'budget_limit' | 'session' | 'complexity'

/** Percentage points below its rung at which a downgrade ends: less would go back and forth with every settlement. */
const HYSTERESIS_POINTS = 10

/** Calls that a conversation is expected to go on for; what a switch costs is spread over them. */
const EXPECTED_TURNS = 3
const EXPECTED_OUTPUT_TOKENS = 500
const MOST_SESSIONS = 10_000

/** By how much a cheaper model may be judged worse, of a scale from 0 to 1. */
const MAX_QUALITY_DROP = 0.05

interface Session {
  readonly model: string
  readonly cachedTokens: number
  readonly outputTokens: number
}

/**
 * A router over the routes that are allowed.
 *
 * @param judged more features and models, dearest first, that `rate` hears of
 * @throws TypeError naming the route that is wrong
 */
export function createRouter(
  routes: readonly DowngradeRoute[],
  prices: PriceBook,
  maxQualityDrop: number = MAX_QUALITY_DROP,
  judged: readonly DowngradeRoute[] = [],
): Router {
  checkedRoutes(routes)
  const quality = createQualityWatch(maxQualityDrop)
  const sessions = new Map<string, Session>()
  const active = new Set<string>()
  const reverted = new Set<string>()

  return {
    choose({ call, feature, session, ladder, wasRefused, inputTokens, atMillis }) {
      const route = routes.find(
        ({ features, models }) => features.includes(feature ?? '') && models.includes(call.model),
      )
      if (route === undefined || feature === undefined || reverted.has(feature)) return undefined
      const present = session === undefined ? undefined : sessions.get(session)
      const isDown = isActive(ladder, active) || wasRefused
      const cheaper = route.models.slice(route.models.indexOf(call.model) + 1)

      // A conversation that has moved stays where it is, whatever the budget says by now, as long as it can be answered there.
      if (present !== undefined && cheaper.includes(present.model) && canAnswer(present.model, call, inputTokens)) {
        return { from: call.model, to: present.model, reason: 'session' }
      }
      if (!isDown || isInToolLoop(call)) return undefined
      const to = cheaper.find(
        (model) =>
          canAnswer(model, call, inputTokens) &&
          switchingPays(call.model, model, expectedTurns(call, inputTokens, atMillis, present), prices),
      )
      return to === undefined
        ? undefined
        : { from: call.model, to, reason: wasRefused ? 'budget_limit' : 'budget_rung' }
    },

    allows(model, { call, feature, session, inputTokens, atMillis }) {
      if (reverted.has(feature ?? '') || !canAnswer(model, call, inputTokens)) return false
      const present = session === undefined ? undefined : sessions.get(session)
      if (present !== undefined && isInToolLoop(call)) return present.model === model
      // What the conversation has cached is with the model that it is with.
      const cached = present?.model === call.model ? present : undefined
      return switchingPays(call.model, model, expectedTurns(call, inputTokens, atMillis, cached), prices)
    },

    record(session, model, cachedTokens, outputTokens) {
      if (session === undefined) return
      const oldest = sessions.size < MOST_SESSIONS ? undefined : sessions.keys().next().value
      if (oldest !== undefined) sessions.delete(oldest)
      sessions.delete(session)
      sessions.set(session, { model, cachedTokens, outputTokens })
    },

    rate(feature, model, score) {
      const route = [...routes, ...judged].find(
        ({ features, models }) => features.includes(feature) && models.includes(model),
      )
      if (route === undefined) return
      quality.record(feature, model, score)
      const { models } = route
      const isWorse = models.some((cheaper, index) =>
        models.slice(0, index).some((dearer) => quality.isWorse(feature, cheaper, dearer)),
      )
      if (!isWorse || reverted.has(feature)) return
      reverted.add(feature)
      diag.warn(`costspan: the cheaper model answers the feature ${feature} worse; it stays with what it asks for`)
    },
    revert: (feature) => void reverted.add(feature),
    restore(feature) {
      reverted.delete(feature)
      quality.forget(feature)
    },
  }
}

function expectedTurns(
  { provider }: WireCall,
  inputTokens: number,
  atMillis: number,
  present: Session | undefined,
): ExpectedTurns {
  return {
    provider,
    atMillis,
    inputTokens,
    cachedTokens: present?.cachedTokens ?? 0,
    outputTokens: present?.outputTokens ?? EXPECTED_OUTPUT_TOKENS,
    turns: present === undefined ? 1 : EXPECTED_TURNS,
  }
}

/** Whether a downgrade is asked for. It begins at its rung and ends a good way below it. */
function isActive(ladder: readonly LadderState[], active: Set<string>): boolean {
  for (const { budget, atPercent, usedPercent, reached } of ladder) {
    const rung = `${budget} ${atPercent}`
    if (reached) active.add(rung)
    else if (usedPercent < atPercent - HYSTERESIS_POINTS) active.delete(rung)
  }
  return ladder.some(({ budget, atPercent }) => active.has(`${budget} ${atPercent}`))
}
