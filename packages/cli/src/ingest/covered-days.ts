import type { CallRecord } from '../ledger/call-record.ts'
import type { LedgerReader } from '../ledger/ledger.ts'
import { startMillis, stepStart } from '../ledger/time-step.ts'

/**
 * Tells of a row of a provider's usage report whether the ledger has calls of that provider and UTC day from elsewhere. They
 * would be the same calls, and each is counted once; what they differ by is a question for reconciliation.
 */
export async function coveredDays(
  ledger: Pick<LedgerReader, 'series'>,
  origin: string,
): Promise<(call: CallRecord) => boolean> {
  const steps = await ledger.series({ step: 'day', by: ['provider', 'origin'] })
  const covered = new Set(
    steps.filter(({ key }) => key.origin !== origin).map(({ atMillis, key }) => keyOf(atMillis, key.provider)),
  )
  return (call) => covered.has(keyOf(stepStart(startMillis(call), 'day'), call.provider))
}

function keyOf(dayMillis: number, provider: string | undefined): string {
  return `${dayMillis}/${provider}`
}
