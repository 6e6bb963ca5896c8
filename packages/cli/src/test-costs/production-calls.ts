import type { LedgerReader } from '../ledger/ledger.ts'
import { DAY_MILLIS } from '../ledger/time-step.ts'
import { UNATTRIBUTED } from '../reports/dimensions.ts'
import { type ProductionCalls, siteKey } from './compare-runs.ts'

/** How often each place of the application was called in the days before an instant. */
export async function productionCalls(
  ledger: LedgerReader,
  { toMillis, days }: { readonly toMillis: number; readonly days: number },
): Promise<ProductionCalls> {
  const fromMillis = toMillis - days * DAY_MILLIS
  const groups = await ledger.sum({ fromMillis, toMillis, by: ['feature', 'operation'] })
  return new Map(groups.map(({ key, calls }) => [siteKey(key.feature ?? UNATTRIBUTED, key.operation ?? ''), calls]))
}
