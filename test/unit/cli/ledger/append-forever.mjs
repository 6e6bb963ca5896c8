// Appends batches to the ledger that it is told, and says each time how many calls are in it for certain.
import { openLedger } from '@costspan/cli'
import { madeCall } from '../../../support/made-call.ts'

const BATCH_ROWS = 500
const ledger = await openLedger(process.argv[2])
for (let calls = BATCH_ROWS; ; calls += BATCH_ROWS) {
  await ledger.append(Array.from({ length: BATCH_ROWS }, () => madeCall({ nanoUsd: 1n })))
  process.stdout.write(`${calls}\n`)
}
