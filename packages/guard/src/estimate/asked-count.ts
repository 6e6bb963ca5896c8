/** More than anybody grants; a request may say anything, and an amount must stay a number. */
const MOST = 1e9

/**
 * A count that a request asks for, such as tokens or answers: a whole number that is not below zero. Forms have numbers as text.
 *
 * @param otherwise what holds where the request does not say, or says what no provider can mean
 */
export function askedCount(value: unknown, otherwise: number): number {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return otherwise
  const count = Math.ceil(Number(value))
  return count >= 0 ? Math.min(count, MOST) : otherwise
}
