import { LedgerError } from '../ledger-error.ts'

const DEFAULT_MEGABYTES = 256
/** With less, the columns of a batch of calls do not fit, however much is put aside. */
const LEAST_MEGABYTES = 128

/** The most memory that the database may take for itself: what was asked for, else what the environment says. */
export function memoryMegabytes(given: number | undefined, env: NodeJS.ProcessEnv = process.env): number {
  if (given !== undefined) {
    if (isLimit(given)) return given
    throw new TypeError(`memoryMegabytes is ${given}, expected ${EXPECTED}`)
  }
  const { COSTSPAN_LEDGER_MEMORY_MB: written = `${DEFAULT_MEGABYTES}` } = env
  if (isLimit(Number(written))) return Number(written)
  throw new LedgerError(`COSTSPAN_LEDGER_MEMORY_MB is "${written}", expected ${EXPECTED}`)
}

const EXPECTED = `a whole number of megabytes, ${LEAST_MEGABYTES} or more`

function isLimit(megabytes: number): boolean {
  return Number.isSafeInteger(megabytes) && megabytes >= LEAST_MEGABYTES
}
