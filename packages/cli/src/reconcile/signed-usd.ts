import { formatUsd } from '@costspan/cost/prices'

/** Dollars with as many decimals as amounts of that size need: `-$0.004210`, `$1,250.50`. */
export function signedUsd(nanoUsd: bigint): string {
  const size = nanoUsd < 0n ? -nanoUsd : nanoUsd
  if (size >= 100_000_000_000n) return formatUsd(nanoUsd, { decimals: 2 })
  return formatUsd(nanoUsd, { decimals: size >= 1_000_000_000n || size === 0n ? 4 : 6 })
}
