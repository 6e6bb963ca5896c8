import { StatementError } from './statements/statement-error.ts'
import { captureRate } from './reconcile.ts'
import type { Reconciliation } from './reconciliation.ts'
import { dayStart } from './statements/utc-day.ts'

/** The share of what was billed that was metered, by provider, for each day at its begin; 1 is all of it. */
const CAPTURE_RATE_METRIC = 'costspan.capture_rate'

/** Sends the metric to an OTLP endpoint. */
export async function sendCaptureMetric(reconciliation: Reconciliation, endpoint: string): Promise<void> {
  const url = `${endpoint.replace(/\/$/, '')}/v1/metrics`
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(captureMetric(reconciliation)),
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw new StatementError(`${url} cannot be reached`, { cause })
  })
  if (!response.ok) throw new StatementError(`${url} answered with status ${response.status}`)
}

/** The metric as OTLP in JSON. A day of which nothing is known has no point: unknown is not zero. */
function captureMetric({ provider, days }: Reconciliation): object {
  const dataPoints = days.flatMap((day) => {
    const rate = day.known && day.ended ? captureRate([day]) : undefined
    if (rate === undefined) return []
    const attributes = [{ key: 'gen_ai.provider.name', value: { stringValue: provider } }]
    return [{ attributes, timeUnixNano: `${dayStart(day.day)}000000`, asDouble: rate }]
  })
  const metric = { name: CAPTURE_RATE_METRIC, unit: '1', gauge: { dataPoints } }
  return {
    resourceMetrics: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'costspan-reconcile' } }] },
        scopeMetrics: [{ scope: { name: '@costspan/cli' }, metrics: [metric] }],
      },
    ],
  }
}
