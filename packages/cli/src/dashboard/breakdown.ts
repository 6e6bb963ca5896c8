import type { LedgerReader } from '../ledger/ledger.ts'
import { type DashboardQuery, windowBefore } from './read-query.ts'

/** The dimensions that spend is divided by on the page. */
export const BREAKDOWNS = ['feature', 'team', 'user', 'tier', 'model'] as const
export type BreakdownName = (typeof BREAKDOWNS)[number]

/** One of the dearest names of a dimension. */
export interface BreakdownRow {
  /** Absent for calls that have none. */
  readonly name: string | undefined
  readonly nanoUsd: bigint
  /** What the same name cost in the window before. */
  readonly beforeNanoUsd: bigint
}

/** Divides what a window cost, dearest first; at most `limit` names. */
export async function breakdown(
  ledger: LedgerReader,
  query: DashboardQuery,
  by: BreakdownName,
  limit: number,
): Promise<readonly BreakdownRow[]> {
  const groups = await ledger.sum({ ...query, by: [by], limit, only: ['nanoUsd'] })
  if (groups.length === 0) return []
  const names = groups.map(({ key }) => key[by])
  const where = { ...query.where, [by]: names }
  const before = await ledger.sum({ ...windowBefore(query), by: [by], where, only: ['nanoUsd'] })
  const beforeByName = new Map(before.map(({ key, nanoUsd }) => [key[by], nanoUsd]))
  return groups.map(({ key, nanoUsd }) => {
    const name = key[by]
    return { name, nanoUsd, beforeNanoUsd: beforeByName.get(name) ?? 0n }
  })
}
