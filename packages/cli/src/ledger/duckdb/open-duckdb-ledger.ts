import type { DuckDBConnection } from '@duckdb/node-api'
import { checkQuestion } from '../check-question.ts'
import type { Ledger } from '../ledger.ts'
import type { OpenLedgerOptions } from '../open-ledger.ts'
import { appendCalls } from './append-calls.ts'
import { askDuckdb } from './ask-duckdb.ts'
import { askCaptures, recordCaptures } from './capture-table.ts'
import { exportRows } from './export-rows.ts'
import { forgetRows } from './forget-rows.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { openInstance } from './open-instance.ts'
import { prepareLedger } from './prepare-ledger.ts'
import { type Query, queryOn } from './query.ts'
import { mergeHours } from './roll-hours.ts'
import { appendVerdicts, askVerdicts } from './verdict-table.ts'
import { withMemoryAdvice } from './with-memory-advice.ts'

/** Opens the ledger in a DuckDB file. */
export async function openDuckdbLedger(file: string, options: OpenLedgerOptions): Promise<Ledger> {
  const { readOnly = false } = options
  const { instance, release } = await openInstance(file, options)
  try {
    const writing = await instance.connect()
    await prepareLedger(writing, file, readOnly)
    return ledgerOn(await instance.connect(), writing, release)
  } catch (error) {
    release()
    throw error
  }
}

/** Questions have a connection of their own, on which they see what was appended and not what is being appended. */
function ledgerOn(reading: DuckDBConnection, writing: DuckDBConnection, release: () => void): Ledger {
  const inTurn = oneAtATime()
  const readInTurn = oneAtATime()
  // A connection does one statement at a time, and one that waits for another would keep a thread of Node's from all other work.
  const query: Query = async (sql, values) =>
    readInTurn(async () => withMemoryAdvice(async () => queryOn(reading)(sql, values)))
  let hasAppended = false
  return {
    ...askDuckdb(query),
    async append(calls) {
      hasAppended = true
      return inTurn(async () => withMemoryAdvice(async () => appendCalls(writing, calls)))
    },
    appendVerdicts: async (verdicts) => inTurn(async () => appendVerdicts(writing, verdicts)),
    verdicts: async (question) => askVerdicts(query, question),
    recordCaptures: async (days) => inTurn(async () => recordCaptures(writing, days)),
    captures: async (fromDay, toDay) => askCaptures(query, fromDay, toDay),
    forgetBefore: async (untilMillis) => inTurn(async () => forgetRows(writing, untilMillis)),
    async exportParquet(file, selection = {}) {
      checkQuestion(selection)
      return exportRows(reading, file, selection)
    },
    close: async () =>
      inTurn(async () => {
        if (hasAppended) await withMemoryAdvice(async () => mergeHours(writing))
        reading.closeSync()
        writing.closeSync()
        release()
      }),
  }
}
