import type { CallRecord } from '../ledger/call-record.ts'
import type { LedgerReader } from '../ledger/ledger.ts'
import { DAY_MILLIS, startMillis } from '../ledger/time-step.ts'
import type { LedgerFacts } from './doctor-facts.ts'

const DAYS = 30
const NEWEST = 2_000

/** What the checks need of a ledger: its last 30 days, and its newest calls one by one. */
export async function ledgerFacts(ledger: LedgerReader, file: string): Promise<LedgerFacts> {
  const lastCallMillis = (await ledger.extent())?.lastMillis ?? 0
  const fromMillis = lastCallMillis - DAYS * DAY_MILLIS
  const providers = await ledger.sum({ fromMillis, by: ['provider'] })
  const features = await ledger.sum({ fromMillis, by: ['feature'] })
  const unpriced = await ledger.sum({ fromMillis, by: ['model'], where: { status: ['unpriced'] } })
  const newest = await ledger.rows({ fromMillis, order: 'newest', limit: NEWEST })
  return {
    file,
    calls: providers.reduce((sum, { calls }) => sum + calls, 0),
    lastCallMillis,
    providers: providers.flatMap(({ key }) => key.provider ?? []),
    features: features.length,
    unpriced: unpriced.map(({ key, calls }) => ({ model: key.model ?? 'unknown', calls })),
    newest: newest.length,
    twins: countTwins(newest),
  }
}

/** Calls of one trace, at one time, of one model, with the same tokens: two spans of one call. */
function countTwins(calls: readonly CallRecord[]): number {
  const alike = Map.groupBy(
    calls.filter(({ tokens }) => tokens.input + tokens.output > 0),
    ({ traceId, tokens, responseModel, requestModel }) =>
      JSON.stringify([traceId, responseModel ?? requestModel, tokens.input, tokens.output]),
  )
  let twins = 0
  for (const group of alike.values()) {
    const inOrder = group.toSorted((a, b) => startMillis(a) - startMillis(b))
    for (const [index, call] of inOrder.entries()) {
      const before = inOrder[index - 1]
      if (before !== undefined && startMillis(call) < startMillis(before) + before.durationMillis) twins += 1
    }
  }
  return twins
}
