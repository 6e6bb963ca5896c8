import type { FocusRow } from '../focus-row.ts'

/**
 * Writes charges as the file that some tool takes where it takes no FOCUS, or only a part of it.
 *
 * @throws ChargeFileError when the tool would not take it
 */
export type WriteCharges = (charges: readonly FocusRow[]) => string

/** Charges that a tool does not take in one file; the message says what to do. */
export class ChargeFileError extends Error {
  override readonly name = 'ChargeFileError'
}
