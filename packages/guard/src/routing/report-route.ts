import { metrics, trace } from '@opentelemetry/api'
import { nanoToUsd } from '@costspan/cost/prices'
import type { CostContext } from '@costspan/cost'
import * as semconv from '../semconv.ts'
import type { Route } from './router.ts'

/** Notes on the span of the call why it was answered by another model; which one, the answer says itself. */
export function noteRoute({ reason }: Route): void {
  trace.getActiveSpan()?.setAttribute(semconv.COSTSPAN_ROUTE_REASON, reason)
}

/** Counts what a downgrade has saved: what the same usage would have cost with the model that was asked for. */
export function countSaving(route: Route, savedNanoUsd: bigint, { feature, team, tier }: CostContext): void {
  metrics
    .getMeter('@costspan/guard')
    .createCounter(semconv.METRIC_COST_SAVED, { unit: 'USD', description: 'Cost that was avoided' })
    .add(nanoToUsd(savedNanoUsd), {
      [semconv.COSTSPAN_SAVED_KIND]: 'downgrade',
      [semconv.GEN_AI_REQUEST_MODEL]: route.from,
      [semconv.GEN_AI_RESPONSE_MODEL]: route.to,
      ...(feature !== undefined && { [semconv.COSTSPAN_FEATURE]: feature }),
      ...(team !== undefined && { [semconv.COSTSPAN_TEAM]: team }),
      ...(tier !== undefined && { [semconv.COSTSPAN_TIER]: tier }),
    })
}
