import { metrics } from '@opentelemetry/api'
import { CostSpanProcessor, costViews, recordOutcome, withCostContext } from '@costspan/cost'
import { createGuard } from '@costspan/guard'
import {
  AggregationTemporality,
  DataPointType,
  InMemoryMetricExporter,
  MeterProvider,
  type MetricData,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { TracerProvider } from '@opentelemetry/sdk-trace'
import { reportBreak } from '../../packages/guard/src/prompt-cache/report-break.ts'
import { countFalseHits } from '../../packages/guard/src/semantic/shadow/false-hits.ts'
import { observeFalseHits } from '../../packages/guard/src/semantic/shadow/false-hit-metrics.ts'
import { EVERY_CALL } from './every-call.ts'

/** A metric as a reader has it. */
export interface EmittedMetric {
  readonly name: string
  readonly instrument: 'Counter' | 'Gauge' | 'Histogram'
  readonly unit: string
  readonly meaning: string
  /** The attributes of any of its points. */
  readonly attributes: readonly string[]
  /** The upper bounds of a histogram's buckets. */
  readonly bounds: readonly number[]
}

/**
 * All metrics, from a reader that collected them: an application is metered that does once whatever is counted. Those of older
 * names, which are off by default, are among them.
 */
export async function emittedMetrics(): Promise<readonly EmittedMetric[]> {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const meterProvider = new MeterProvider({ views: costViews(), readers: [reader] })
  metrics.setGlobalMeterProvider(meterProvider)
  try {
    meterCalls(meterProvider)
    withCostContext({ feature: 'support', team: 'growth', tier: 'pro' }, () =>
      recordOutcome('ticket_resolved', { value: '$4.50' }),
    )
    await askBudget(meterProvider)
    missPromptCache()
    observeFalseHits(comparedHits(), meterProvider)
    await meterProvider.forceFlush()
    const collected =
      exporter
        .getMetrics()
        .at(-1)
        ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? []
    const names = [...new Set(collected.map(({ descriptor }) => descriptor.name))].toSorted()
    return names.map((name) => emittedMetric(collected.filter(({ descriptor }) => descriptor.name === name)))
  } finally {
    metrics.disable()
    await meterProvider.shutdown()
  }
}

function meterCalls(meterProvider: MeterProvider): void {
  const processor = new CostSpanProcessor({ meterProvider, olderNames: true })
  const tracer = new TracerProvider({ spanProcessors: [processor] }).getTracer('application')
  for (const attributes of EVERY_CALL) tracer.startSpan('call', { attributes }).end()
}

async function askBudget(meterProvider: MeterProvider): Promise<void> {
  const guard = createGuard({ budgets: [{ name: 'all', limit: '$5', per: 'day' }], meterProvider })
  const estimate = { nanoUsd: 1_000n, inputTokens: 100, outputTokens: 50 }
  await guard.admit({ context: {}, provider: 'openai', model: 'gpt-4o', operation: 'chat', estimate })
}

function missPromptCache(): void {
  const lost = { cause: 'system', position: 'system[0]', lostTokens: 1_000, lostNanoUsd: 1_000n } as const
  reportBreak(undefined, { ...lost, provider: 'openai', model: 'gpt-4o', feature: 'search' }, { team: 'growth' }, {})
}

function comparedHits(): ReturnType<typeof countFalseHits> {
  const falseHits = countFalseHits()
  falseHits.note('search', false, 0.01)
  return falseHits
}

/** One name may be counted by several meters, each with attributes of its own. */
function emittedMetric(same: readonly MetricData[]): EmittedMetric {
  const [metric] = same
  if (metric === undefined) throw new Error('A metric without data has been collected')
  const { name, unit, description } = metric.descriptor
  const points = same.flatMap(({ dataPoints }) => dataPoints.map(({ attributes }) => attributes))
  return {
    name,
    instrument: instrumentOf(metric),
    unit,
    meaning: description,
    attributes: [...new Set(points.flatMap((attributes) => Object.keys(attributes)))].toSorted(),
    bounds: boundsOf(metric),
  }
}

function instrumentOf(metric: MetricData): EmittedMetric['instrument'] {
  if (metric.dataPointType === DataPointType.SUM) return 'Counter'
  return metric.dataPointType === DataPointType.GAUGE ? 'Gauge' : 'Histogram'
}

function boundsOf(metric: MetricData): readonly number[] {
  return metric.dataPointType === DataPointType.HISTOGRAM ? (metric.dataPoints[0]?.value.buckets.boundaries ?? []) : []
}
