/** The least of ascending amounts that a share of them, from 0 to 1, does not exceed; 0 of none. */
export function quantile(ascending: readonly bigint[], share: number): bigint {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? 0n
}
