/**
 * Nine thousand million dollars in an hour are no spend but an attack or an error, which must not keep the ledger from being
 * written. (Wider sums would take ten times as long to add.)
 */
export function fitted(sum: string): string {
  return `least(greatest(${sum}, -9223372036854775807), 9223372036854775807)::BIGINT`
}
