import type { LedgerDimension } from '../ledger/ledger.ts'

/**
 * An anomaly: a stretch of hours in which spend was not what it usually is, or could not be told. Signals that belong to the
 * same time are one anomaly, so that an incident is one alarm and not one for each hour and each name.
 */
export interface Anomaly {
  /** More than usual, less than usual, or calls that suddenly have no price. */
  readonly kind: 'rise' | 'drop' | 'unpriced'
  /** The first hour that a rule found, when it began: an alarm is possible when it ends. */
  readonly fromMillis: number
  /** The end of the last one. */
  readonly toMillis: number
  /** Whether it was still going on in the last hour that was looked at. */
  readonly isOpen: boolean
  /** What all calls between the two cost. */
  readonly nanoUsd: bigint
  /** What was expected of those hours; `undefined` without history. */
  readonly expectedNanoUsd: bigint | undefined
  /** The strongest first. */
  readonly signals: readonly Signal[]
}

/** That one rule found something unusual in one series of hours. */
export interface Signal {
  readonly rule: SignalRule
  /** Whose hours: of all calls, or of one feature or user. */
  readonly of: SeriesName
  readonly fromMillis: number
  readonly toMillis: number
  /** How many hours between the two were found. */
  readonly hours: number
  /** The most usual widths above what was expected; 0 for rules that have no such measure. */
  readonly score: number
  /** The dearest of these hours; of a drop the cheapest. */
  readonly peakNanoUsd: number
}

/**
 * - `spike`: single hours above the usual of that hour of the week
 * - `shift`: hours that are above it again and again
 * - `share`: one name spends a large part of a day's money within an hour
 * - `drop`: hours below the usual, which often means that metering is broken
 * - `unpriced`: calls without a price, where there were few before
 */
export type SignalRule = 'spike' | 'shift' | 'share' | 'drop' | 'unpriced'

export interface SeriesName {
  /** `undefined` for all calls together. */
  readonly dimension?: LedgerDimension
  readonly name?: string
}
