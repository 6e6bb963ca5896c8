/** A ledger that cannot be opened or written; the message says why and what helps, in one sentence for people. */
export class LedgerError extends Error {
  override readonly name: string = 'LedgerError'
}

/** A ledger's file that another process has. */
export class LedgerInUseError extends LedgerError {
  override readonly name = 'LedgerInUseError'
}
