import type { CallRecord } from '../ledger/call-record.ts'
import type { LedgerReader } from '../ledger/ledger.ts'
import { type DashboardQuery, readChoice, readInteger } from './read-query.ts'

/** A page of single calls. */
export interface CallPage {
  readonly calls: readonly CallRecord[]
  /** Whether there are more after these. */
  readonly hasMore: boolean
}

export async function callPage(
  ledger: LedgerReader,
  query: DashboardQuery,
  parameters: URLSearchParams,
): Promise<CallPage> {
  const order = readChoice(parameters, 'order', ['newest', 'oldest', 'dearest'])
  const limit = readInteger(parameters, 'limit', { least: 1, most: 500, otherwise: 50 })
  const offset = readInteger(parameters, 'offset', { least: 0, most: 1e9, otherwise: 0 })
  const calls = await ledger.rows({ ...query, order, offset, limit: limit + 1 })
  return { calls: calls.slice(0, limit), hasMore: calls.length > limit }
}
