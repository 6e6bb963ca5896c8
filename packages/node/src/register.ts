import { costBaggagePropagator, CostSpanProcessor, type PricedCall, usePseudonyms } from '@costspan/cost'
import { createPriceBook, selfHostedPrices, userPrices } from '@costspan/cost/prices'
import {
  type ContentOptions,
  createUsageEstimator,
  llmInstrumentations,
  registerModuleHooks,
} from '@costspan/instrumentation'
import { context, diag, metrics, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core'
import type { AnswerCache, Guard } from '@costspan/guard'
import type { CostspanConfig, CostspanOptions } from './config/costspan-options.ts'
import { loadConfig } from './config/load-config.ts'
import { showDiagnostics } from './diagnostics.ts'
import { flushOnExit } from './flush-on-exit.ts'
import { configuredCaches } from './guard/configured-caches.ts'
import { promptCacheOptions } from './guard/prompt-cache-options.ts'
import { configuredGuard } from './guard/configured-guard.ts'
import { loadGuardModule } from './guard/guard-module.ts'
import { noGuard, putGuardIn } from './guard/put-guard-in.ts'
import type { ExitState } from './pipeline/exit-state.ts'
import { patchModules } from './patch-modules.ts'
import { pseudonymKeys } from './pseudonym-keys.ts'
import { createMetricPipeline } from './pipeline/metric-pipeline.ts'
import { createResource } from './pipeline/resource.ts'
import { selectedInstrumentations } from './pipeline/selected-instrumentations.ts'
import type { SpanProcessorLike } from './pipeline/span-processor-like.ts'
import { createTracePipeline } from './pipeline/trace-pipeline.ts'
import { startPriceRefresh } from './prices/refresh-prices.ts'
import { type Telemetry, telemetryOf } from './telemetry.ts'

/** What can be set in code: all that `costspan.yaml` holds, and what only code can give. */
export interface RegisterOptions extends CostspanOptions {
  /** Told of every call with its cost. What it throws is logged and changes nothing. */
  readonly onCost?: (call: PricedCall) => void
  /** Takes out of prompts and answers what must not be recorded, where `content.capture` has them recorded. */
  readonly redactContent?: ContentOptions['redact']
  /** Asked before each paid call of this process; it is closed at shutdown. Default: made of `budgets`, if there are any. */
  readonly budgetGuard?: Guard
  /**
   * Caches of answers that need functions, such as an embedder: asked after those of the settings, and closed at shutdown.
   * Default: none.
   */
  readonly caches?: readonly AnswerCache[]
  /** Further span processors, which see the spans with their cost. */
  readonly spanProcessors?: readonly SpanProcessorLike[]
}

/** What only code can give, as `register` took it out of its options. */
type OnlyInCode = {
  readonly [Name in Exclude<keyof RegisterOptions, keyof CostspanOptions>]: RegisterOptions[Name] | undefined
}

/** Registered once for each process, also where two copies of this package are installed. */
const REGISTERED = Symbol.for('costspan.telemetry')

/**
 * Switches metering on: every LLM call of this process becomes a span with its tokens and its cost, and is counted.
 *
 * Call it before the LLM SDKs are imported, or start the application with `--import @costspan/node/register`, which is this
 * call without options. Settings come from the options, then `costspan.yaml`, then the `OTEL_*` variables. A second call
 * gives back the telemetry of the first, and warns of options, which come too late.
 *
 * @example
 * ```ts
 * import { register } from '@costspan/node'
 *
 * const telemetry = register({ serviceName: 'checkout' })
 * await telemetry.shutdown()
 * ```
 *
 * @throws TypeError for a setting that is wrong, naming it, its value and what was expected
 */
export function register(options: RegisterOptions = {}): Telemetry {
  const global = globalThis as { [REGISTERED]?: Telemetry }
  if (global[REGISTERED] !== undefined) {
    warnOfLate(options)
    return global[REGISTERED]
  }
  showDiagnostics(process.env)
  const { onCost, spanProcessors = [], redactContent, budgetGuard, caches, ...settings } = options
  const config = loadConfig(settings)
  const telemetry =
    process.env['OTEL_SDK_DISABLED'] === 'true'
      ? telemetryOf([], () => {})
      : start(config, { onCost, spanProcessors, redactContent, budgetGuard, caches })
  global[REGISTERED] = telemetry
  return telemetry
}

function start(
  config: CostspanConfig,
  { onCost, spanProcessors = [], redactContent, caches: own = [], ...inCode }: OnlyInCode,
): Telemetry {
  const { env } = process
  const guard = inCode.budgetGuard ?? configuredGuard(config, own)
  const pseudonyms = config.attribution?.pseudonyms
  if (pseudonyms !== undefined) usePseudonyms({ ...pseudonyms, keys: pseudonymKeys(env) })
  const exit: ExitState = { isExiting: false }
  const resource = createResource(config.serviceName)
  const dimensions = config.attribution?.dimensions
  const { meterProvider, histograms } = createMetricPipeline({ resource, env, dimensions, exit })
  const prices = createPriceBook({ discounts: config.discounts ?? [], onProblem: reportPriceProblem })
  if (config.selfHosted !== undefined) prices.use(selfHostedPrices(config.selfHosted))
  if (config.prices !== undefined) prices.use(userPrices(config.prices, { currencies: config.currencies ?? {} }))
  const refresh = config.priceCatalog && startPriceRefresh(prices, config.priceCatalog)

  const costProcessor = new CostSpanProcessor({
    ...config.telemetry,
    prices,
    meterProvider,
    histograms,
    dimensions,
    ...(onCost && { onCost }),
  })
  const tracerProvider = createTracePipeline({ resource, env, processors: [costProcessor, ...spanProcessors], exit })

  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(
    new CompositePropagator({
      propagators: [
        new W3CTraceContextPropagator(),
        // Every call to a provider carries the mark of our instrumentation, so an unsampled span hides none of them.
        costBaggagePropagator({
          ...config.attribution?.baggage,
          unreadableSpans: 'send',
          inner: new W3CBaggagePropagator(),
        }),
        ...(guard ? [loadGuardModule().runBudgetPropagator()] : []),
      ],
    }),
  )
  metrics.setGlobalMeterProvider(meterProvider)
  trace.setGlobalTracerProvider(tracerProvider)

  registerModuleHooks()
  const estimator = createUsageEstimator()
  const caches = [...configuredCaches(config, env), ...own]
  const promptCache = promptCacheOptions(config.promptCache, env)
  const inPlace = guard && putGuardIn(guard, { prices, estimator, caches, promptCache, ...config.guard })
  if (inPlace === undefined) noGuard()
  const instrumentations = llmInstrumentations({
    ...selectedInstrumentations(config.instrumentations, env),
    estimator,
    ...(inPlace && { patches: inPlace.patches }),
    askForStreamUsage: config.streamUsage === 'ask',
    content: { ...config.content, ...(redactContent && { redact: redactContent }) },
  })

  const flushCalls = (): Promise<unknown> => Promise.all(instrumentations.map((each) => each.forceFlush()))
  const telemetry = telemetryOf(
    [
      {
        flush: flushCalls,
        shutdown: () => {
          refresh?.stop()
          inPlace?.takeOut()
          for (const each of instrumentations) {
            each.disable()
            each.endOpenCalls()
          }
          return flushCalls()
        },
      },
      {
        flush: () => Promise.resolve(),
        shutdown: () => Promise.all([guard?.close(), ...caches.map((cache) => cache.close())]),
      },
      {
        flush: () => Promise.all([tracerProvider.forceFlush(), meterProvider.forceFlush()]),
        shutdown: () => Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()]),
      },
    ],
    (problem) => diag.error('costspan: telemetry could not be flushed', problem),
    (modules) => patchModules(instrumentations, modules),
  )
  flushOnExit(telemetry, exit)
  return telemetry
}

/** Somebody counts on these options, such as on a budget, and has none because of a flag in another place. */
function warnOfLate(options: RegisterOptions): void {
  const names = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  if (names.length === 0) return
  diag.warn(
    `costspan: register() was called before, perhaps by --import @costspan/node/register, and ignores: ${names.join(', ')}`,
  )
}

function reportPriceProblem({ source, error }: { source: string; error: unknown }): void {
  diag.error(`costspan: the price source ${source} failed; the other sources are used`, error)
}
