/** Dollars as a double, for readers that want a number; one rounding of the exact integer. */
export function usdOf(nanoUsd: bigint): number {
  return Number(nanoUsd) / 1e9
}

/**
 * Dollars as text with a fixed count of decimals (0 to 9), rounded half up: `$1,234.50`. An amount above 0 that would round
 * to 0 says so (`<$0.01`), because a free call and a cheap one are different things.
 */
export function formatUsd(nanoUsd: bigint, decimals: number): string {
  const unit = 10n ** BigInt(9 - decimals)
  const rounded = (nanoUsd + unit / 2n) / unit
  if (rounded === 0n && nanoUsd > 0n) return `<${formatUnits(1n, decimals)}`
  return formatUnits(rounded, decimals)
}

/** How many decimals keep the largest of these amounts readable: cents are enough above $100, six for fractions of a cent. */
export function decimalsFor(largestNanoUsd: bigint): number {
  if (largestNanoUsd >= 100_000_000_000n) return 2
  return largestNanoUsd >= 1_000_000_000n ? 4 : 6
}

function formatUnits(units: bigint, decimals: number): string {
  const scale = 10n ** BigInt(decimals)
  const dollars = (units / scale).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  return decimals === 0 ? `$${dollars}` : `$${dollars}.${(units % scale).toString().padStart(decimals, '0')}`
}
