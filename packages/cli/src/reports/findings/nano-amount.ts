/** An estimate in nano-USD as whole ones; savings are never negative. */
export function nanoAmount(estimate: number): bigint {
  return Number.isFinite(estimate) && estimate > 0 ? BigInt(Math.round(estimate)) : 0n
}
