import type { Attributes, HrTime } from '@opentelemetry/api'

/** What one series of a histogram has added up to: counts by bucket, as OpenTelemetry's explicit buckets have them. */
export interface HistogramPoint {
  readonly attributes: Attributes
  readonly startTime: HrTime
  /** One more than there are bounds: the last is what exceeds them all. A value that equals a bound belongs below it. */
  readonly counts: number[]
  count: number
  sum: number
  min: number
  max: number
}

/** A point that has seen nothing. */
export function histogramPoint(attributes: Attributes, startTime: HrTime, bounds: readonly number[]): HistogramPoint {
  const counts = Array.from({ length: bounds.length + 1 }, () => 0)
  return { attributes, startTime, counts, count: 0, sum: 0, min: Infinity, max: -Infinity }
}

/** Adds one value. */
export function addToPoint(point: HistogramPoint, bounds: readonly number[], value: number): void {
  let bucket = 0
  while (bucket < bounds.length && value > (bounds[bucket] ?? Infinity)) bucket += 1
  point.counts[bucket] = (point.counts[bucket] ?? 0) + 1
  point.count += 1
  point.sum += value
  if (value < point.min) point.min = value
  if (value > point.max) point.max = value
}
