import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/**
 * The address of a ledger that is in use: where the process that writes its file answers questions about it. It is kept in a
 * file beside the ledger, because the database lets no other process read while one writes.
 */
export interface LedgerAddress {
  readonly url: string
  /** Tells this ledger from any other that may be served at the same address one day. */
  readonly id: string
}

/** Leaves an address beside a ledger, readable for its owner alone; gives what takes it away again. */
export function leaveAddress(file: string, address: LedgerAddress): () => void {
  const path = addressFile(file)
  writeFileSync(path, JSON.stringify(address), { mode: 0o600 })
  return () => rmSync(path, { force: true })
}

/** The address beside a ledger; `undefined` where there is none. Of a process that was killed it may be out of date. */
export function findAddress(file: string): LedgerAddress | undefined {
  try {
    const { url, id } = JSON.parse(readFileSync(addressFile(file), 'utf8')) as Partial<LedgerAddress>
    return typeof url === 'string' && URL.canParse(url) && typeof id === 'string' ? { url, id } : undefined
  } catch {
    return undefined
  }
}

function addressFile(file: string): string {
  return `${file}.address`
}
