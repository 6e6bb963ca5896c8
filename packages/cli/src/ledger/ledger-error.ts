/** A ledger that cannot be opened or written; the message says why and what helps, in one sentence for people. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError'
}
