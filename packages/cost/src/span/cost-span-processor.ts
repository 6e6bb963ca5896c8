import { type Context, diag } from '@opentelemetry/api'
import { addToScopes, scopesOf } from '../context/cost-scope.ts'
import type { MeteredScope } from '../context/scope-meter.ts'
import { type CostMetrics, type CostMetricsOptions, createCostMetrics } from '../metrics/cost-metrics.ts'
import { createPriceBook } from '../prices/price-book.ts'
import type { PriceBook } from '../prices/price-row.ts'
import { type EndingSpan, secondsOf, type SpanProcessorLike } from './ending-span.ts'
import { type CallLayers, createCallLayers } from './foreign/call-layers.ts'
import { emitterKind } from './foreign/emitter-kind.ts'
import { readForeignCall } from './foreign/read-foreign-call.ts'
import * as semconv from '../semconv.ts'
import { inheritContext } from './inherit-context.ts'
import { priceCall } from './price-call.ts'
import type { PricedCall } from './priced-call.ts'
import { type CallFacts, readCall } from './read-call.ts'
import { writeRetrieval } from './retrieval-cost.ts'
import { writeCost } from './write-cost.ts'
import { writeSaving } from './write-saving.ts'

/** `costspan.cost.status` of a span whose call is counted by another one: a wrapper, or a second watcher. */
const COUNTED_ELSEWHERE = 'counted_elsewhere'

/** Where a span has the scopes that it started in: on itself, because to set an entry of a WeakMap takes microseconds. */
const SCOPES = Symbol('costspan.scopes')

type ScopedSpan = EndingSpan & { [SCOPES]?: readonly MeteredScope[] }

/** How spans are priced. */
export interface CostSpanProcessorOptions extends CostMetricsOptions {
  /** Where prices come from. Default: the bundled catalogue. */
  readonly prices?: PriceBook
  /** Told of every call with its cost, when its span ends. What it throws is logged and changes nothing. */
  readonly onCost?: (call: PricedCall) => void
  /** Write `gen_ai.usage.cost.*`, the names of the conventions' draft #443. Default: true. */
  readonly draftNames?: boolean
  /**
   * Output tokens that an attempt without usage is assumed to have had at the most, where its request set no limit.
   * Default: 128,000, which no model of the catalogue exceeds in one answer (the GPT-5 family's limit,
   * https://platform.openai.com/docs/models, seen 2026-11).
   */
  readonly assumedMaxOutputTokens?: number
}

/**
 * Prices the span of every LLM call, whoever made it, and copies the cost context to every span of the trace.
 *
 * @example
 * ```ts
 * import { CostSpanProcessor, costViews } from '@costspan/cost'
 *
 * new NodeSDK({ spanProcessors: [new CostSpanProcessor()], views: costViews() })
 * ```
 */
export class CostSpanProcessor implements SpanProcessorLike {
  readonly #prices: PriceBook
  readonly #metrics: CostMetrics
  readonly #onCost: ((call: PricedCall) => void) | undefined
  readonly #draftNames: boolean
  readonly #assumedMaxOutputTokens: number
  readonly #layers: CallLayers = createCallLayers()

  constructor(options: CostSpanProcessorOptions = {}) {
    this.#prices = options.prices ?? createPriceBook()
    this.#metrics = createCostMetrics(this.#prices, options)
    this.#onCost = options.onCost
    this.#draftNames = options.draftNames ?? true
    this.#assumedMaxOutputTokens = options.assumedMaxOutputTokens ?? 128_000
  }

  /** Attributes that the span has of its own are left alone. */
  onStart(span: EndingSpan, parentContext: Context): void {
    inheritContext(span, parentContext)
    const scopes = scopesOf(parentContext)
    if (scopes !== undefined) (span as ScopedSpan)[SCOPES] = scopes
    this.#layers.started(span, parentContext)
  }

  onEnding(span: EndingSpan): void {
    try {
      this.#price(span)
    } catch (problem) {
      diag.error('costspan: a call could not be priced', problem)
    }
  }

  onEnd(): void {}

  forceFlush(): Promise<void> {
    this.#metrics.flush()
    return Promise.resolve()
  }

  shutdown(): Promise<void> {
    return this.forceFlush()
  }

  #price(span: EndingSpan): void {
    const isOwn = emitterKind(span.instrumentationScope?.name) === 'own'
    const facts = isOwn ? readCall(span.attributes) : this.#readForeign(span)
    if (facts === undefined) return
    const startedAtMillis = secondsOf(span.startTime) * 1_000
    const pricing = priceCall(facts, this.#prices, startedAtMillis, this.#assumedMaxOutputTokens)
    writeCost(span, pricing, this.#draftNames)
    writeRetrieval(span.attributes, facts.usage?.tokens, pricing.parts)
    const savedNanoUsd = writeSaving(span.attributes, facts, pricing, this.#prices, startedAtMillis)

    const call: PricedCall = {
      ...pricing,
      savedNanoUsd,
      operation: facts.operation,
      provider: facts.provider,
      requestModel: facts.requestModel,
      responseModel: facts.responseModel,
      usage: facts.usage?.tokens,
      units: facts.usage?.units,
      resends: facts.resends,
      startedAtMillis,
      durationSeconds: secondsOf(span.duration),
      attributes: span.attributes,
    }
    this.#metrics.record(call)
    addToScopes((span as ScopedSpan)[SCOPES], call)
    this.#tell(call)
  }

  /** A span of another emitter, unless its call is counted by another span: then it says so, and nobody prices it later. */
  #readForeign(span: EndingSpan): CallFacts | undefined {
    this.#layers.ended(span)
    const call = readForeignCall(span)
    if (call === undefined) return undefined
    if (this.#layers.isCountedElsewhere(span, call.facts)) {
      span.attributes[semconv.COSTSPAN_COST_STATUS] = COUNTED_ELSEWHERE
      return undefined
    }
    if (call.translation !== undefined) Object.assign(span.attributes, call.translation)
    return call.facts
  }

  #tell(call: PricedCall): void {
    try {
      this.#onCost?.(call)
    } catch (problem) {
      diag.error('costspan: an onCost listener threw', problem)
    }
  }
}
