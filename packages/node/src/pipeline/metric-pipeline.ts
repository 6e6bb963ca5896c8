import type { Resource } from '@opentelemetry/resources'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import type { ExitState } from './exit-state.ts'
import { exporterKind } from './exporter-settings.ts'
import { lazyMetricExporter } from './lazy-metric-exporter.ts'
import { costViews } from '@costspan/cost'

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

/** The meter provider: our views, and a reader that exports by `OTEL_METRIC_EXPORT_INTERVAL` (milliseconds). */
export function createMetricPipeline({ resource, env, dimensions, exit }: MetricPipelineOptions): MeterProvider {
  const kind = exporterKind('metrics', env)
  const views = costViews(dimensions === undefined ? {} : { dimensions })
  if (kind === 'none') return new MeterProvider({ resource, views })
  const exportIntervalMillis = millis(env['OTEL_METRIC_EXPORT_INTERVAL'], DEFAULT_INTERVAL_MILLIS)
  const reader = new PeriodicExportingMetricReader({
    exporter: lazyMetricExporter(kind, env, exit),
    exportIntervalMillis,
    exportTimeoutMillis: Math.min(
      millis(env['OTEL_METRIC_EXPORT_TIMEOUT'], DEFAULT_TIMEOUT_MILLIS),
      exportIntervalMillis,
    ),
  })
  return new MeterProvider({ resource, views, readers: [reader] })
}

function millis(text: string | undefined, otherwise: number): number {
  const value = Number(text)
  return text !== undefined && value > 0 ? value : otherwise
}
