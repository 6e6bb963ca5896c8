import { resourceFromAttributes } from '@opentelemetry/resources'
import { afterEach, expect, it, vi } from 'vitest'
import { createMetricPipeline } from '../../../../packages/node/src/pipeline/metric-pipeline.ts'

afterEach(() => vi.restoreAllMocks())

it.each([
  ['60000', 60_000],
  ['0', 60_000],
  // A timer with a longer time would fire at once, and export without end.
  ['9999999999999', 2 ** 31 - 1],
])('exports metrics every %s milliseconds', async (interval, expected) => {
  const setInterval = vi.spyOn(globalThis, 'setInterval')
  const { meterProvider } = createMetricPipeline({
    resource: resourceFromAttributes({}),
    env: { OTEL_METRIC_EXPORT_INTERVAL: interval, OTEL_METRICS_EXPORTER: 'console' },
    dimensions: undefined,
    exit: { isExiting: false, requests: { run: (exporting) => exporting(), cut: () => {} } },
  })
  expect(setInterval.mock.calls.map(([, millis]) => millis)).toEqual([expected])
  vi.spyOn(console, 'dir').mockImplementation(() => {})
  await meterProvider.shutdown()
})
