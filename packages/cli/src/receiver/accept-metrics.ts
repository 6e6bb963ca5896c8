import { receivedAttributes, type Attributes } from './received-attributes.ts'
import type { ReceivedSumPoint } from './received-sum-point.ts'
import {
  AggregationTemporality,
  MetricExportAnswerSchema,
  MetricExportSchema,
  type Metric,
  type NumberDataPoint,
} from './otlp/otlp_pb.ts'
import type { AcceptExport } from './accept-export.ts'

/** Hands on the points of counters. Metrics of other kinds are taken and dropped: nothing here reads them. */
export const acceptMetrics: AcceptExport = (encoding, body, sink) => {
  let rejectedDataPoints = 0n
  for (const { resource, scopeMetrics } of encoding.decode(MetricExportSchema, body).resourceMetrics) {
    const resourceAttributes = receivedAttributes(resource?.attributes ?? [])
    for (const metric of scopeMetrics.flatMap(({ metrics }) => metrics)) {
      if (metric.sum?.isMonotonic !== true) continue
      const temporality = TEMPORALITIES.get(metric.sum.aggregationTemporality)
      for (const point of metric.sum.dataPoints) {
        const value = valueOf(point)
        if (temporality === undefined) rejectedDataPoints += 1n
        else if (value !== undefined)
          sink.addSumPoint(receivedPoint(metric, temporality, point, value, resourceAttributes))
      }
    }
  }
  if (rejectedDataPoints === 0n) return encoding.encode(MetricExportAnswerSchema, {})
  const errorMessage =
    'Rejected points of counters whose aggregationTemporality is neither delta (1) nor cumulative (2)'
  return encoding.encode(MetricExportAnswerSchema, { partialSuccess: { rejectedDataPoints, errorMessage } })
}

const TEMPORALITIES: ReadonlyMap<AggregationTemporality, ReceivedSumPoint['temporality']> = new Map([
  [AggregationTemporality.DELTA, 'delta'],
  [AggregationTemporality.CUMULATIVE, 'cumulative'],
])

/** A point may come without a value, to say that its series has ended. */
function valueOf({ value }: NumberDataPoint): number | undefined {
  return value.case === undefined ? undefined : Number(value.value)
}

function receivedPoint(
  metric: Metric,
  temporality: ReceivedSumPoint['temporality'],
  point: NumberDataPoint,
  value: number,
  resource: Attributes,
): ReceivedSumPoint {
  return {
    metric: metric.name,
    temporality,
    startUnixNano: point.startTimeUnixNano,
    timeUnixNano: point.timeUnixNano,
    value,
    attributes: receivedAttributes(point.attributes),
    resource,
  }
}
