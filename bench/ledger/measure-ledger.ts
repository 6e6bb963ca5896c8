/**
 * Measures the ledger with a made company's year: `node --conditions=@costspan/source bench/ledger/measure-ledger.ts`.
 *
 * `--calls=10000000` makes a larger year. The time to make the calls is in the time to append them.
 */
import { appendBatches, openLedger } from '@costspan/cli'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { madeCompany } from '../../test/support/made-company/made-company.ts'
import { createTally } from '../../test/support/made-company/tally.ts'
import { ledgerQuestions } from './ledger-questions.ts'

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '1000000' }, batch: { type: 'string', default: '50000' } },
})
const folder = mkdtempSync(join(tmpdir(), 'costspan-bench-'))
const file = join(folder, 'ledger.duckdb')
try {
  await measure(Number(values.calls))
} finally {
  rmSync(folder, { recursive: true })
}

async function measure(calls: number): Promise<void> {
  const tally = createTally()
  const ledger = await openLedger(file)
  const start = performance.now()
  const { added } = await appendBatches(ledger, madeCompany({ calls }, tally), { batchRows: Number(values.batch) })
  await ledger.close()
  const seconds = (performance.now() - start) / 1000
  line('rows', added)
  line('made and appended, rows/s', Math.round(added / seconds))
  line('file, MB', megabytes(statSync(file).size))
  line('peak memory, MB', Math.round(process.resourceUsage().maxRSS / 1024))

  const again = await openLedger(file)
  const [total] = await again.sum()
  line('total is that of the generator', String(total?.nanoUsd === tally.nanoUsd))
  for (const [name, ask] of ledgerQuestions(again)) line(`${name}, ms`, await medianMillis(ask))
  await again.close()
}

async function medianMillis(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now()
    await ask()
    times.push(performance.now() - start)
  }
  return Math.round(times.toSorted((a, b) => a - b)[2] ?? 0)
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6)
}

function line(name: string, value: string | number): void {
  console.log(`${name.padEnd(50)}${typeof value === 'number' ? value.toLocaleString('en-US') : value}`)
}
