import type { LedgerReader } from '../ledger.ts'

/** The name of something that can be asked of a ledger in another process. */
export type ReaderMethod = Exclude<keyof LedgerReader, 'knows'>

/** All of them; one that is forgotten here does not compile. */
const METHODS: Readonly<Record<ReaderMethod, true>> = {
  sum: true,
  series: true,
  countNames: true,
  spread: true,
  rows: true,
  verdicts: true,
  captures: true,
  extent: true,
}

export const READER_METHODS: readonly string[] = Object.keys(METHODS)

export function isReaderMethod(name: string): name is ReaderMethod {
  return Object.hasOwn(METHODS, name)
}
