/** A statement that cannot be fetched or read; the message says why in one sentence for people. */
export class StatementError extends Error {
  override readonly name = 'StatementError'
}
