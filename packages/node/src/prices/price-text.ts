import { createHash } from 'node:crypto'

/** The text of a price file, as it was read. */
export interface PriceText {
  readonly text: string
  /** The SHA-256 of its bytes, in hexadecimal digits. */
  readonly sha256: string
  /** Tells this state of the file from others: an ETag, or time and size; undefined when there is nothing of the kind. */
  readonly tag: string | undefined
}

/** What reading a price file may cost. */
export interface ReadLimits {
  readonly timeoutMillis: number
  readonly maxBytes: number
}

/** What was read, as text, which must be UTF-8. */
export function priceText(bytes: Uint8Array, tag: string | undefined): PriceText {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  return { text, sha256: createHash('sha256').update(bytes).digest('hex'), tag }
}

/** The error of a file that is larger than a price file may be. */
export function tooLarge({ maxBytes }: ReadLimits): RangeError {
  return new RangeError(`it is larger than ${maxBytes} bytes`)
}
