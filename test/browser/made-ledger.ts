import { createLedger, type MemoryLedger } from '@costspan/cli'
import { INCIDENT_DAY, madeCompany } from '../support/made-company/made-company.ts'
import { createTally, type Tally } from '../support/made-company/tally.ts'

/** The made year is looked at when its incident is two days old. */
export const DAYS: number = INCIDENT_DAY + 2
export const NOW: number = Date.UTC(2025, 0, 1 + DAYS)

/** The calls of a made year up to `NOW`, and what they add up to. */
export function madeLedger(calls: number): { readonly ledger: MemoryLedger; readonly tally: Tally } {
  const ledger = createLedger()
  const tally = createTally()
  for (const call of madeCompany({ calls, days: DAYS }, tally)) ledger.addCall(call)
  return { ledger, tally }
}
