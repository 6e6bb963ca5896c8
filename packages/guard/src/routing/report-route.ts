import { metrics, type Span, trace } from '@opentelemetry/api'
import { nanoToUsd } from '@costspan/cost/prices'
import type { CostContext } from '@costspan/cost'
import { activeChoice, noteMoved, settleMoved, takeVainNanoUsd } from '../choice/choice-scope.ts'
import * as semconv from '../semconv.ts'
import type { Route } from './router.ts'

/** Tells of one call that went to another model. */
export interface RouteReport {
  /** What it cost, and what the same usage would have cost with the model that was asked for. */
  settle(nanoUsd: bigint, askedNanoUsd: bigint): void
}

/** Notes on the span of the call why it was answered by another model; which one, the answer says itself. */
export function reportRoute(route: Route, context: CostContext): RouteReport {
  const span = trace.getActiveSpan()
  const scope = activeChoice()
  span?.setAttribute(semconv.COSTSPAN_ROUTE_REASON, route.reason)
  noteMoved(scope)
  return {
    settle(nanoUsd, askedNanoUsd) {
      const savedNanoUsd = askedNanoUsd - nanoUsd
      // One that saved nothing has cost something in vain, where its answer is thrown away.
      if (savedNanoUsd <= 0n) return settleMoved(scope, { nanoUsd, savedNanoUsd: 0n, count() {} })
      noteSaving(span, savedNanoUsd, kindOf(route))
      settleMoved(scope, { nanoUsd, savedNanoUsd, count: () => countSaving(route, savedNanoUsd, context) })
    },
  }
}

/** Notes on the span of a call that is made once more what the answer before it has cost in vain, if that is so. */
export function reportEscalation(): undefined {
  const vainNanoUsd = takeVainNanoUsd()
  if (vainNanoUsd !== 0n) noteSaving(trace.getActiveSpan(), -vainNanoUsd, 'choice')
}

function noteSaving(span: Span | undefined, nanoUsd: bigint, kind: string): void {
  span?.setAttributes({ [semconv.COSTSPAN_SAVED_KIND]: kind, [semconv.COSTSPAN_SAVED_NANO_USD]: Number(nanoUsd) })
}

function kindOf({ reason }: Route): string {
  return reason === 'complexity' ? 'choice' : 'downgrade'
}

/** Counts what another model has saved. */
function countSaving(route: Route, savedNanoUsd: bigint, { feature, team, tier }: CostContext): void {
  metrics
    .getMeter('@costspan/guard')
    .createCounter(semconv.METRIC_COST_SAVED, { unit: 'USD', description: 'Cost that was avoided' })
    .add(nanoToUsd(savedNanoUsd), {
      [semconv.COSTSPAN_SAVED_KIND]: kindOf(route),
      [semconv.GEN_AI_REQUEST_MODEL]: route.from,
      [semconv.GEN_AI_RESPONSE_MODEL]: route.to,
      ...(feature !== undefined && { [semconv.COSTSPAN_FEATURE]: feature }),
      ...(team !== undefined && { [semconv.COSTSPAN_TEAM]: team }),
      ...(tier !== undefined && { [semconv.COSTSPAN_TIER]: tier }),
    })
}
