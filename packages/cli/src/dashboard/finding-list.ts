import type { LedgerReader } from '../ledger/ledger.ts'
import type { Finding } from '../reports/findings/finding.ts'
import { findingsIn } from '../reports/findings/finding-rules.ts'
import { gatherFacts } from '../reports/findings/gather-facts.ts'
import type { DashboardQuery } from './read-query.ts'

/** What costs more than it need in a window, as the report of it says, the largest saving first. */
export async function findingList(ledger: LedgerReader, query: DashboardQuery): Promise<readonly Finding[]> {
  return findingsIn(await gatherFacts(ledger, query))
}
