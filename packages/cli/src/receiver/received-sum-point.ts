import type { Attributes } from './received-attributes.ts'

/** One point of a counter as it came over OTLP, free of its encoding. */
export interface ReceivedSumPoint {
  readonly metric: string
  /** `cumulative`: the value counts since `startUnixNano`. `delta`: since the point before. */
  readonly temporality: 'cumulative' | 'delta'
  readonly startUnixNano: bigint
  readonly timeUnixNano: bigint
  readonly value: number
  readonly attributes: Attributes
  readonly resource: Attributes
}
