import { HttpRefusal } from '../../receiver/http-refusal.ts'
import type { LedgerReader } from '../ledger.ts'
import { ledgerJson, parseLedgerJson } from './ledger-json.ts'
import { isReaderMethod } from './reader-methods.ts'

/**
 * Answers a question that another process asks of a ledger: the name of a method, and its arguments as JSON.
 *
 * @throws HttpRefusal with 404 for another method, 400 for a question that makes no sense
 */
export async function answerShared(ledger: LedgerReader, method: string, body: string): Promise<string> {
  const answer = isReaderMethod(method) ? ledger[method] : undefined
  if (answer === undefined) throw new HttpRefusal(404, `A ledger has no question ${method}`)
  try {
    return ledgerJson(await (answer as (...args: readonly unknown[]) => Promise<unknown>)(...argumentsIn(body)))
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) throw new HttpRefusal(400, error.message)
    throw error
  }
}

function argumentsIn(body: string): readonly unknown[] {
  const args: unknown = parseLedgerJson(body)
  if (Array.isArray(args)) return args
  throw new TypeError('expected a list of arguments')
}
