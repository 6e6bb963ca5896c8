import type { Attributes } from '@opentelemetry/api'
import * as semconv from '../semconv.ts'
import { DEFAULT_DIMENSIONS } from './metric-dimensions.ts'

/** How the views are made. */
export interface CostViewsOptions {
  /** Own attributes that may stay on our metrics, beside those of the conventions. Default: feature, team, tier. */
  readonly dimensions?: readonly string[]
  /** The most series of one metric; further ones are summed as overflow, so that no money is lost. Default: 2,000. */
  readonly cardinalityLimit?: number
}

interface AttributesProcessorLike {
  process(incoming: Attributes): Attributes
  toString(): string
}

/** A view as the OpenTelemetry SDK 2.x and 3.x take it. */
export interface CostView {
  readonly meterName: string
  readonly instrumentName: string
  readonly attributesProcessors: AttributesProcessorLike[]
  readonly aggregationCardinalityLimit: number
}

/**
 * Views for the metrics of this package: only listed attributes pass, and the number of series is bounded. Sums stay exact
 * under any of them.
 *
 * @example
 * ```ts
 * new MeterProvider({ views: costViews({ dimensions: ['costspan.feature'] }), readers: [reader] })
 * ```
 */
export function costViews({
  dimensions = DEFAULT_DIMENSIONS,
  cardinalityLimit = 2_000,
}: CostViewsOptions = {}): CostView[] {
  const allowed = new Set([...CONVENTION_ATTRIBUTES, ...dimensions])
  return METRIC_PATTERNS.map((instrumentName) => ({
    meterName: '@costspan/cost',
    instrumentName,
    attributesProcessors: [allowList(allowed)],
    aggregationCardinalityLimit: cardinalityLimit,
  }))
}

/** Lets only listed attributes pass. What passed of an object is kept: our metrics use the same few objects over and over. */
function allowList(allowed: ReadonlySet<string>): AttributesProcessorLike {
  const passed = new WeakMap<Attributes, Attributes>()
  return {
    process(incoming) {
      let outgoing = passed.get(incoming)
      if (outgoing === undefined) {
        // The SDK sorts the names each time it looks up their series, which is quick where they are in order.
        const names = Object.keys(incoming)
          .filter((name) => allowed.has(name))
          .toSorted()
        outgoing = Object.fromEntries(names.map((name) => [name, incoming[name]]))
        passed.set(incoming, outgoing)
      }
      return outgoing
    },
    toString: () => `costspan allow-list of ${allowed.size} attributes`,
  }
}

const METRIC_PATTERNS = ['costspan.*', 'gen_ai.client.*']

/** What the metrics carry of themselves. */
const CONVENTION_ATTRIBUTES: readonly string[] = [
  semconv.GEN_AI_OPERATION_NAME,
  semconv.GEN_AI_PROVIDER_NAME,
  semconv.GEN_AI_REQUEST_MODEL,
  semconv.GEN_AI_RESPONSE_MODEL,
  semconv.GEN_AI_RESPONSE_FINISH_REASONS,
  semconv.GEN_AI_TOKEN_MODALITY,
  semconv.GEN_AI_TOKEN_TYPE,
  semconv.GEN_AI_COST_CURRENCY,
  semconv.GEN_AI_COST_SOURCE,
  semconv.ERROR_TYPE,
  semconv.COSTSPAN_COST_CLASS,
  semconv.COSTSPAN_COST_STATUS,
  semconv.COSTSPAN_SAVED_KIND,
  semconv.COSTSPAN_UNPRICED_REASON,
  semconv.COSTSPAN_ATTEMPT_KIND,
  semconv.COSTSPAN_CACHE_RESULT,
  semconv.COSTSPAN_OUTCOME_NAME,
  semconv.COSTSPAN_OUTCOME_SUCCESS,
]
