/**
 * What a metric producer hands to a metric reader, in the form that the OpenTelemetry SDK 2.x and 3.x share, so that this
 * package depends on neither. A type test holds it against both.
 */
import type { Attributes, HrTime } from '@opentelemetry/api'

/** What one collection brings. */
export interface CollectedMetrics {
  readonly resourceMetrics: {
    readonly resource: never
    readonly scopeMetrics: {
      readonly scope: { readonly name: string; readonly version: string; readonly schemaUrl: string }
      readonly metrics: HistogramMetric[]
    }[]
  }
  readonly errors: unknown[]
}

/** A histogram with its series. The numbers are those of the SDK's enumerations. */
export interface HistogramMetric {
  readonly descriptor: {
    readonly name: string
    readonly description: string
    readonly unit: string
    /** 1: floating point. */
    readonly valueType: 1
  }
  /** 0: delta, 1: cumulative. */
  readonly aggregationTemporality: 0 | 1
  /** 0: explicit buckets. */
  readonly dataPointType: 0
  readonly dataPoints: {
    readonly attributes: Attributes
    readonly startTime: HrTime
    readonly endTime: HrTime
    readonly value: {
      readonly buckets: { readonly boundaries: number[]; readonly counts: number[] }
      readonly sum: number
      readonly count: number
      readonly min: number
      readonly max: number
    }
  }[]
}
