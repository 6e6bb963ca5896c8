import type { CallRecord } from '../ledger/call-record.ts'

/** What spend is broken down by, in the order of a report. */
export const DIMENSIONS = ['feature', 'user', 'team', 'tier', 'model'] as const
/** One of the ways in which spend is divided. */
export type Dimension = (typeof DIMENSIONS)[number]

/** Where spend belongs that nobody is known to have caused: shown like any other name, so that it is never missing. */
export const UNATTRIBUTED = 'unattributed'

/** The name that a call counts under. A call is of the model that answered, which may not be the one that was asked for. */
export function nameIn(dimension: Dimension, call: CallRecord): string {
  const name = dimension === 'model' ? (call.responseModel ?? call.requestModel) : call[dimension]
  return name ?? UNATTRIBUTED
}
