import type { BilledClass, TokenClass } from './statements/statement.ts'

/** Tokens by class; a class that is missing has none. */
export type TokensByClass = Partial<Record<TokenClass, number>>

/** Nano-USD by class. */
export type NanoByClass = Partial<Record<BilledClass, bigint>>

/** Adds to a class what came of it. */
export function addTo<Name extends string>(sums: Partial<Record<Name, bigint>>, name: Name, nanoUsd: bigint): void {
  sums[name] = (sums[name] ?? 0n) + nanoUsd
}

/** The sum of all classes. */
export function totalNano(sums: Readonly<Partial<Record<string, bigint>>>): bigint {
  return Object.values(sums).reduce<bigint>((sum, nanoUsd) => sum + (nanoUsd ?? 0n), 0n)
}

/** `amount * by / of`, rounded half up; 0 of nothing. */
export function portion(amount: bigint, by: number, of: number): bigint {
  if (of === 0) return 0n
  const doubled = 2n * amount * BigInt(by)
  const divisor = 2n * BigInt(of)
  const rounded = (doubled + BigInt(of)) / divisor
  // BigInt division cuts towards zero, which for what is below it is up.
  return doubled + BigInt(of) < 0n && rounded * divisor !== doubled + BigInt(of) ? rounded - 1n : rounded
}

export function magnitude(nanoUsd: bigint): bigint {
  return nanoUsd < 0n ? -nanoUsd : nanoUsd
}
