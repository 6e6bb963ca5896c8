import type { SpendSum, SumName } from './ledger.ts'

/** Groups are ordered by these. */
export const ORDER_SUMS: readonly SumName[] = ['nanoUsd', 'calls']

/** What is to be added up for groups that are ordered; `undefined` for all sums. */
export function askedSums(only: readonly SumName[] | undefined): readonly SumName[] | undefined {
  return only && [...new Set([...ORDER_SUMS, ...only])]
}

/** What was not asked for is not in the answer, and must not look like 0. */
export function pickedSums<Name extends SumName>(
  sum: SpendSum,
  only: readonly Name[] | undefined,
): Pick<SpendSum, Name> {
  if (only === undefined) return sum
  return Object.fromEntries(only.map((name) => [name, sum[name]])) as Pick<SpendSum, Name>
}
