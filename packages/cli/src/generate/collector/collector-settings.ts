import type { PriceTable } from './prices/price-table.ts'

/** What collector configurations are made of. */
export interface CollectorSettings {
  readonly table: PriceTable
  /** The release of the collector that the files are for, such as `0.155.0`. */
  readonly collectorVersion: string
  /** Attributes of spans, or else of their resources, that become labels of the counters. */
  readonly dimensions: readonly string[]
  /** Where counters go: scraped by Prometheus, or sent by OTLP with a queue on disk. */
  readonly metrics: 'prometheus' | 'otlp'
  /** Also write `gen_ai.usage.cost.*`, the names of the conventions' draft #443. */
  readonly draftNames: boolean
  /** Count spend by a hash of `user.id`. */
  readonly userCounter: boolean
  /** Instrumentation scopes whose calls another layer reports as well; their spans are not priced. */
  readonly excludedScopes: readonly string[]
  /** Instrumentation scopes whose input tokens leave the cached ones out. */
  readonly exclusiveCacheScopes: readonly string[]
  readonly sampling: SamplingSettings
}

/** Which traces are kept; the counters count all of them. */
export interface SamplingSettings {
  /** A trace with a call of at least this cost is kept, in nano-USD. */
  readonly expensiveNanoUsd: bigint
  /** A trace that takes longer is kept. */
  readonly slowMillis: number
  /** Of the other traces, how many are kept. */
  readonly percent: number
}

/** The first release that is known to have all that the files use: an index on what a function returns may be a variable. */
export const OLDEST_COLLECTOR = '0.155.0'
