import { type Balance, type Claim, NOTHING_SPENT } from '../store/budget-store.ts'

/**
 * The decision about a call, over all of its claims at once: it is admitted if every claim that is enforced fits. The memory
 * store and the SQLite store run this function; the script of the Redis store says the same in Lua.
 */
export function isAdmitted(claims: readonly Claim[], balances: readonly Balance[]): boolean {
  return claims.every((claim, index) => !claim.enforced || fits(claim, balances[index] ?? NOTHING_SPENT))
}

/** Whether a claim fits into what is left. A limit of 0 fits nothing, not even a call that costs nothing. */
export function fits({ amount, limit }: Claim, { spent, held, raised }: Balance): boolean {
  if (limit === undefined) return true
  const allowed = limit + raised
  return allowed > 0n && spent + held + amount <= allowed
}

/** How much of a share can be held: what is left, if that is less than it asks for. */
export function carvedAmount(
  { amount, limit }: Pick<Claim, 'amount' | 'limit'>,
  { spent, held, raised }: Balance,
): bigint {
  if (limit === undefined) return amount
  const left = limit + raised - spent - held
  if (left <= 0n) return 0n
  return left < amount ? left : amount
}
