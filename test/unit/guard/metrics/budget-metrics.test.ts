import { createGuard } from '@costspan/guard'
import {
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  AggregationTemporality,
} from '@opentelemetry/sdk-metrics'
import { describe, expect, it } from 'vitest'
import { admitted, ask, CENT, spend } from '../ask.ts'

describe('metrics of budgets', () => {
  it('count decisions, and show limit, spending and holds in USD without naming users', async () => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
    const meterProvider = new MeterProvider({ readers: [reader] })
    const guard = createGuard({
      budgets: [
        { scope: 'user', limit: '$0.04', per: 'day' },
        { name: 'watched', limit: '$0.01', per: 'month', mode: 'shadow' },
        { name: 'counted', limit: '9 requests', per: 'day' },
      ],
      meterProvider,
    })
    await spend(guard, { context: { user: 'a' } })
    await spend(guard, { context: { user: 'b' } })
    await admitted(guard, { context: { user: 'b' } })
    await ask(guard, { context: { user: 'b' }, nanoUsd: 3n * CENT })
    await reader.forceFlush()

    const points = (exporter.getMetrics().at(-1)?.scopeMetrics ?? [])
      .flatMap(({ metrics }) => metrics)
      .flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => [descriptor.name, ...Object.values(attributes), value].join(' ')),
      )
    expect(points.toSorted()).toEqual([
      'costspan.budget.decisions counted allow enforce 4',
      'costspan.budget.decisions user-day allow enforce 3',
      'costspan.budget.decisions user-day deny enforce 1',
      'costspan.budget.decisions watched allow shadow 1',
      'costspan.budget.decisions watched would_deny shadow 3',
      'costspan.budget.held user-day day 0.01',
      'costspan.budget.held watched month 0.01',
      'costspan.budget.limit user-day day 0.04',
      'costspan.budget.limit watched month 0.01',
      'costspan.budget.spent user-day day 0.01',
      'costspan.budget.spent watched month 0.02',
    ])
    await meterProvider.shutdown()
  })
})
