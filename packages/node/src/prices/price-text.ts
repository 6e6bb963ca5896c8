/** The text of a price file, as it was read. */
export interface PriceText {
  readonly text: string
  /** Tells this state of the file from others: an ETag, or time and size; undefined when there is nothing of the kind. */
  readonly tag: string | undefined
}

/** What reading a price file may cost. */
export interface ReadLimits {
  readonly timeoutMillis: number
  readonly maxBytes: number
}

/** The text of bytes that must be UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}

/** The error of a file that is larger than a price file may be. */
export function tooLarge({ maxBytes }: ReadLimits): RangeError {
  return new RangeError(`it is larger than ${maxBytes} bytes`)
}
