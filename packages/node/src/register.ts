import { CostSpanProcessor, type PricedCall, usePseudonyms } from '@costspan/cost'
import {
  type ContentOptions,
  createUsageEstimator,
  llmInstrumentations,
  registerModuleHooks,
} from '@costspan/instrumentation'
import { context, diag, metrics, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { CompositePropagator } from '@opentelemetry/core'
import type { AnswerCache, Guard } from '@costspan/guard'
import type { CostspanConfig, CostspanOptions } from './config/costspan-options.ts'
import { loadConfig } from './config/load-config.ts'
import { showDiagnostics } from './diagnostics.ts'
import { flushOnExit } from './flush-on-exit.ts'
import { loadGuardModule } from './guard/guard-module.ts'
import { type OpenGuard, openGuard } from './guard/open-guard.ts'
import { noGuard, putGuardIn } from './guard/put-guard-in.ts'
import type { ExitState } from './pipeline/exit-state.ts'
import { noteExportRequests } from './pipeline/export-requests.ts'
import { patchModules } from './patch-modules.ts'
import { pseudonymKeys } from './pseudonym-keys.ts'
import { configuredPropagators } from './pipeline/configured-propagators.ts'
import { createMetricPipeline } from './pipeline/metric-pipeline.ts'
import { createResource } from './pipeline/resource.ts'
import { selectedInstrumentations } from './pipeline/selected-instrumentations.ts'
import type { SpanProcessorLike } from './pipeline/span-processor-like.ts'
import { createTracePipeline } from './pipeline/trace-pipeline.ts'
import { configuredPrices } from './prices/configured-prices.ts'
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
  const inCode = { onCost, spanProcessors, redactContent, budgetGuard, caches }
  const telemetry = process.env['OTEL_SDK_DISABLED'] === 'true' ? disabled(config, inCode) : start(config, inCode)
  global[REGISTERED] = telemetry
  return telemetry
}

/** What guards spending. Whoever switches telemetry off may not think of it. */
const GUARDING = ['budgets', 'cache', 'semanticCache', 'promptCache', 'guard', 'budgetGuard', 'caches'] as const

function disabled(config: CostspanConfig, inCode: OnlyInCode): Telemetry {
  const given: Readonly<Record<string, unknown>> = { ...config, ...inCode }
  const names = GUARDING.filter((name) => given[name] !== undefined && given[name] !== false)
  if (names.length > 0) diag.warn(`costspan: OTEL_SDK_DISABLED is true, and with it these are off: ${names.join(', ')}`)
  // A `guardedFetch()` in the application's code lets everything through, as it would where there are no budgets.
  noGuard()
  return telemetryOf([], () => {})
}

function start(
  config: CostspanConfig,
  { onCost, spanProcessors = [], redactContent, caches: own = [], ...inCode }: OnlyInCode,
): Telemetry {
  const { env } = process
  // All that can be wrong is found out before anything is switched on: who catches the error has an application as it was.
  const prices = configuredPrices(config)
  const propagators = configuredPropagators(config)
  const selected = selectedInstrumentations(config.instrumentations, env)
  const forgetPseudonyms = configuredPseudonyms(config, env)
  const estimator = createUsageEstimator()
  let guard: OpenGuard | undefined
  try {
    guard = openGuard(config, { guard: inCode.budgetGuard, caches: own }, { prices, estimator }, env)
  } catch (problem) {
    forgetPseudonyms?.()
    throw problem
  }

  const exit: ExitState = { isExiting: false, requests: noteExportRequests() }
  const resource = createResource(config.serviceName)
  const dimensions = config.attribution?.dimensions
  const { meterProvider, histograms } = createMetricPipeline({ resource, env, dimensions, exit })
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
  const ofRuns = guard === undefined ? [] : [loadGuardModule().runBudgetPropagator()]
  propagation.setGlobalPropagator(new CompositePropagator({ propagators: [...propagators, ...ofRuns] }))
  metrics.setGlobalMeterProvider(meterProvider)
  trace.setGlobalTracerProvider(tracerProvider)

  registerModuleHooks()
  const inPlace = guard && putGuardIn(guard.callGuard)
  if (inPlace === undefined) noGuard()
  const instrumentations = llmInstrumentations({
    ...selected,
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
        shutdown: () => guard?.close() ?? Promise.resolve(),
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

/** Uses pseudonyms from now on, if the settings ask for them. Gives the way back. */
function configuredPseudonyms({ attribution }: CostspanConfig, env: NodeJS.ProcessEnv): (() => void) | undefined {
  const { pseudonyms } = attribution ?? {}
  return pseudonyms && usePseudonyms({ ...pseudonyms, keys: pseudonymKeys(env) })
}

/** Somebody counts on these options, such as on a budget, and has none because of a flag in another place. */
function warnOfLate(options: RegisterOptions): void {
  const names = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  if (names.length === 0) return
  diag.warn(
    `costspan: register() was called before, perhaps by --import @costspan/node/register, and ignores: ${names.join(', ')}`,
  )
}
