import { type Ledger, openLedger } from '@costspan/cli'
import { DEEP_ANALYSIS } from '../support/made-company/company.ts'
import { madeCompany } from '../support/made-company/made-company.ts'
import { createTally } from '../support/made-company/tally.ts'
import { DAYS } from './made-ledger.ts'

/** As many calls as a company has, and an incident that leaves the other features visible beside it. */
const CALLS = 400_000
const KEPT_ANALYSES = 8

export async function pictureLedger(): Promise<Ledger> {
  const ledger = await openLedger(':memory:')
  let batch = []
  let analyses = 0
  for (const call of madeCompany({ calls: CALLS, days: DAYS }, createTally())) {
    if (call.feature === DEEP_ANALYSIS.name && analyses++ % KEPT_ANALYSES > 0) continue
    batch.push(call)
    if (batch.length < 20_000) continue
    await ledger.append(batch)
    batch = []
  }
  await ledger.append(batch)
  return ledger
}
