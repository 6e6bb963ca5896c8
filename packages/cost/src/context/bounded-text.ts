import { createHash } from 'node:crypto'

/** The longest value that is kept as it is, in UTF-16 units; identifiers are shorter, and every span repeats the value. */
const MAX_VALUE_LENGTH = 256

const HASH_DIGITS = 16

/**
 * A value of attribution with a bounded length. A longer one keeps its beginning and ends in a hash of the whole, because
 * plain truncation would put two users with the same beginning into one bucket.
 */
export function boundedText(value: string): string {
  if (value.length <= MAX_VALUE_LENGTH) return wellFormed(value)
  const hash = createHash('sha256').update(value).digest('hex').slice(0, HASH_DIGITS)
  return `${wellFormed(value.slice(0, MAX_VALUE_LENGTH - HASH_DIGITS - 1))}~${hash}`
}

/** Half a surrogate pair has no UTF-8 form: percent-encoding would throw on it, and exporters replace it anyway. */
function wellFormed(value: string): string {
  return value.replace(/\p{Surrogate}/gu, '\uFFFD')
}
