import { diag } from '@opentelemetry/api'
import { ExportResultCode } from '@opentelemetry/core'
import {
  AggregationTemporality,
  ConsoleMetricExporter,
  InstrumentType,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics'
import { type ExitState, exportTimeoutMillis } from './exit-state.ts'
import type { ExporterKind } from './exporter-settings.ts'

/** Makes the exporter of a kind. It is imported at the first export, which keeps it out of the start-up. */
export function lazyMetricExporter(
  kind: Exclude<ExporterKind, 'none'>,
  env: NodeJS.ProcessEnv,
  exit: ExitState,
): PushMetricExporter {
  let loading: Promise<PushMetricExporter> | undefined
  const exporter = (): Promise<PushMetricExporter> => {
    if (exit.isExiting) return loadMetricExporter(kind, exportTimeoutMillis(exit, env))
    loading ??= loadMetricExporter(kind, undefined)
    return loading
  }

  return {
    export(metrics, done) {
      exporter().then(
        (loaded) => exit.requests.run(() => loaded.export(metrics, done)),
        (error: Error) => {
          diag.error('costspan: the metric exporter could not be loaded', error)
          done({ code: ExportResultCode.FAILED, error })
        },
      )
    },
    // The SDK asks before the first export, so the preference cannot be left to the exporter.
    selectAggregationTemporality: temporality(env['OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE']),
    forceFlush: async () => (await loading)?.forceFlush(),
    shutdown: async () => (await loading)?.shutdown(),
  }
}

async function loadMetricExporter(
  kind: Exclude<ExporterKind, 'none'>,
  timeoutMillis: number | undefined,
): Promise<PushMetricExporter> {
  if (kind === 'console') return new ConsoleMetricExporter()
  const { OTLPMetricExporter } =
    kind === 'otlp-json'
      ? await import('@opentelemetry/exporter-metrics-otlp-http')
      : await import('@opentelemetry/exporter-metrics-otlp-proto')
  return new OTLPMetricExporter(timeoutMillis === undefined ? {} : { timeoutMillis })
}

/**
 * The temporality of each kind of instrument by the specification's preference: cumulative (the default), delta, or
 * lowmemory. Prometheus needs cumulative sums.
 */
function temporality(preference = 'cumulative'): (instrumentType: InstrumentType) => AggregationTemporality {
  const delta: ReadonlySet<InstrumentType> = new Set(DELTA_INSTRUMENTS[preference.toLowerCase()] ?? [])
  return (type) => (delta.has(type) ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE)
}

const DELTA_INSTRUMENTS: Readonly<Record<string, readonly InstrumentType[]>> = {
  cumulative: [],
  delta: [InstrumentType.COUNTER, InstrumentType.HISTOGRAM, InstrumentType.OBSERVABLE_COUNTER],
  lowmemory: [InstrumentType.COUNTER, InstrumentType.HISTOGRAM],
}
