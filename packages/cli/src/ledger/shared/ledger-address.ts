import { closeSync, constants, fstatSync, openSync, readFileSync, rmSync, type Stats, writeFileSync } from 'node:fs'
import { LedgerError } from '../ledger-error.ts'
import { isOwnHost } from './is-own-host.ts'

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
  // A file that is there already would keep its owner and its mode, and a link would lead elsewhere.
  rmSync(path, { force: true })
  writeFileSync(path, JSON.stringify(address), { mode: 0o600, flag: 'wx' })
  return () => rmSync(path, { force: true })
}

/**
 * The address beside a ledger; `undefined` where there is none. Of a process that was killed it may be out of date.
 *
 * Who asks there shows the token of `costspan dev` and believes what is answered, so that an address counts only when we have
 * written it ourselves, and it is one of this machine.
 *
 * @throws LedgerError for an address that somebody else may have left, or of another machine
 */
export function findAddress(file: string): LedgerAddress | undefined {
  const path = addressFile(file)
  const found = readOwn(path)
  if (found === undefined) return undefined
  const address = addressIn(found.text)
  if (address === undefined) return undefined
  if (!isPrivate(found.stats)) {
    throw new LedgerError(
      `The ledger ${file} is in use, and its address is not believed: expected ${path} to be a file of yours that nobody else may read or write.`,
    )
  }
  if (isOwnHost(new URL(address.url).hostname)) return address
  throw new LedgerError(
    `The ledger ${file} is in use, and its address is not believed: ${new URL(address.url).host} is no address of this machine.`,
  )
}

interface OwnFile {
  readonly text: string
  readonly stats: Stats
}

/** Of one opening, so that what is looked at is what is read. */
function readOwn(path: string): OwnFile | undefined {
  let opened: number | undefined
  try {
    opened = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    return { stats: fstatSync(opened), text: readFileSync(opened, 'utf8') }
  } catch {
    return undefined
  } finally {
    if (opened !== undefined) closeSync(opened)
  }
}

/** Windows has neither owners nor modes of this kind: there the folder's own permissions decide. */
function isPrivate({ uid, mode }: Stats): boolean {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0)
}

function addressIn(text: string): LedgerAddress | undefined {
  try {
    const { url, id } = JSON.parse(text) as Partial<LedgerAddress>
    return typeof url === 'string' && URL.canParse(url) && typeof id === 'string' ? { url, id } : undefined
  } catch {
    return undefined
  }
}

function addressFile(file: string): string {
  return `${file}.address`
}
