import { LedgerError } from '../ledger-error.ts'
import type { Ledger, LedgerReader } from '../ledger.ts'
import { exportShared } from './export-shared.ts'
import type { LedgerAddress } from './ledger-address.ts'
import { ledgerJson, parseLedgerJson } from './ledger-json.ts'
import { READER_METHODS } from './reader-methods.ts'

/**
 * A ledger whose file another process writes: questions go to that process. What would write is refused, because two writers
 * would need one another's permission for each step.
 *
 * @param token what `costspan dev` asks for, where it asks for one
 */
export function askShared(file: string, address: LedgerAddress, token: string | undefined): Ledger {
  const ask = async (method: string, args: readonly unknown[]): Promise<unknown> =>
    parseLedgerJson(await answered(file, method, ledgerJson(args), { address, token }))
  const methods = READER_METHODS.map((method) => [method, async (...args: unknown[]) => ask(method, args)])
  const refuse = async (): Promise<never> => {
    throw new LedgerError(`The ledger ${file} is being written by costspan dev at ${address.url}: end that first.`)
  }
  const reader = Object.fromEntries(methods) as LedgerReader
  return {
    ...reader,
    append: refuse,
    appendVerdicts: refuse,
    recordCaptures: refuse,
    forgetBefore: refuse,
    exportParquet: async (target, selection = {}) => exportShared(reader, target, selection),
    close: async () => undefined,
  }
}

interface Server {
  readonly address: LedgerAddress
  readonly token: string | undefined
}

async function answered(file: string, method: string, body: string, { address, token }: Server): Promise<string> {
  const headers = {
    'content-type': 'application/json',
    'costspan-ledger': address.id,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  const response = await fetch(`${address.url}/api/ledger/${method}`, { method: 'POST', headers, body }).catch(
    (cause: unknown) => {
      throw new LedgerError(`The ledger ${file} is in use, and costspan dev at ${address.url} does not answer.`, {
        cause,
      })
    },
  )
  const text = await response.text()
  if (response.ok) return text
  throw new LedgerError(`The ledger ${file} is in use, and costspan dev at ${address.url} says: ${reasonIn(text)}`)
}

function reasonIn(text: string): string {
  try {
    return String((JSON.parse(text) as { readonly message?: unknown }).message)
  } catch {
    return text.slice(0, 300)
  }
}
