import { type CostHistograms, costHistograms, costViews } from '@costspan/cost'
import type { Resource } from '@opentelemetry/resources'
import {
  AggregationTemporality,
  InstrumentType,
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics'
import type { ExitState } from './exit-state.ts'
import { exporterKind } from './exporter-settings.ts'
import { lazyMetricExporter } from './lazy-metric-exporter.ts'

/** What the metrics go through. */
export interface MetricPipelineOptions {
  readonly resource: Resource
  readonly env: NodeJS.ProcessEnv
  /** Own attributes that may stay on metrics. */
  readonly dimensions: readonly string[] | undefined
  readonly exit: ExitState
}

const DEFAULT_INTERVAL_MILLIS = 60_000
const DEFAULT_TIMEOUT_MILLIS = 30_000

/** Where metrics go. */
export interface MetricPipeline {
  readonly meterProvider: MeterProvider
  /** Where distributions are gathered; undefined where nobody asks for them. */
  readonly histograms: CostHistograms | undefined
}

/** The meter provider: our views, and a reader that exports by `OTEL_METRIC_EXPORT_INTERVAL` (milliseconds). */
export function createMetricPipeline({ resource, env, dimensions, exit }: MetricPipelineOptions): MetricPipeline {
  const kind = exporterKind('metrics', env)
  const views = costViews(dimensions === undefined ? {} : { dimensions })
  if (kind === 'none') return { meterProvider: new MeterProvider({ resource, views }), histograms: undefined }
  const exportIntervalMillis = millis(env['OTEL_METRIC_EXPORT_INTERVAL'], DEFAULT_INTERVAL_MILLIS)
  const exporter = lazyMetricExporter(kind, env, exit)
  const histograms = costHistograms({ temporality: histogramTemporality(exporter) })
  const reader = new PeriodicExportingMetricReader({
    exporter,
    metricProducers: [histograms],
    exportIntervalMillis,
    exportTimeoutMillis: Math.min(
      millis(env['OTEL_METRIC_EXPORT_TIMEOUT'], DEFAULT_TIMEOUT_MILLIS),
      exportIntervalMillis,
    ),
  })
  return { meterProvider: new MeterProvider({ resource, views, readers: [reader] }), histograms }
}

function histogramTemporality({ selectAggregationTemporality }: PushMetricExporter): 'cumulative' | 'delta' {
  const chosen = selectAggregationTemporality?.(InstrumentType.HISTOGRAM)
  return chosen === AggregationTemporality.DELTA ? 'delta' : 'cumulative'
}

/** A timer takes no longer time, and one that is given more fires at once, again and again. */
const LONGEST_MILLIS = 2 ** 31 - 1

function millis(text: string | undefined, otherwise: number): number {
  const value = Number(text)
  return text !== undefined && value > 0 ? Math.min(value, LONGEST_MILLIS) : otherwise
}
