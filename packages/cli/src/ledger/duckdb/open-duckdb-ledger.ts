import type { DuckDBConnection } from '@duckdb/node-api'
import { checkQuestion } from '../check-question.ts'
import type { Ledger } from '../ledger.ts'
import type { OpenLedgerOptions } from '../open-ledger.ts'
import { appendCalls } from './append-calls.ts'
import { askDuckdb } from './ask-duckdb.ts'
import { callBatch } from './call-batch.ts'
import { exportRows } from './export-rows.ts'
import { forgetRows } from './forget-rows.ts'
import { inTransaction } from './in-transaction.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { openInstance } from './open-instance.ts'
import { prepareLedger } from './prepare-ledger.ts'
import { queryOn } from './query.ts'
import { rollHours } from './roll-hours.ts'

/** Opens the ledger in a DuckDB file. */
export async function openDuckdbLedger(file: string, { readOnly = false }: OpenLedgerOptions): Promise<Ledger> {
  const { instance, release } = await openInstance(file, readOnly)
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
  let hasAppended = false
  return {
    ...askDuckdb(queryOn(reading)),
    async append(calls) {
      const batch = callBatch(calls)
      hasAppended = true
      return inTurn(async () => appendCalls(writing, batch))
    },
    forgetBefore: async (untilMillis) => inTurn(async () => forgetRows(writing, untilMillis)),
    async exportParquet(file, selection = {}) {
      checkQuestion(selection)
      return exportRows(reading, file, selection)
    },
    close: async () =>
      inTurn(async () => {
        if (hasAppended) await inTransaction(writing, async () => rollHours(writing))
        reading.closeSync()
        writing.closeSync()
        release()
      }),
  }
}
