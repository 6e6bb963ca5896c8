/**
 * Measures the views of the dashboard over a made company's year, as a page asks for them: all questions of a view at once,
 * over HTTP. `node --conditions=@costspan/source bench/dashboard/measure-views.ts --calls=1000000`
 */
import { createPriceBook } from '@costspan/cost/prices'
import { appendBatches, createDashboard, ledgerSink, openLedger, startReceiver } from '@costspan/cli'
import { readBudgets } from '@costspan/guard'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { madeCompany } from '../../test/support/made-company/made-company.ts'
import { createTally } from '../../test/support/made-company/tally.ts'

const { values } = parseArgs({ options: { calls: { type: 'string', default: '1000000' } } })
const DAY = 86_400_000
const NOW = Date.UTC(2026, 0, 1)
const BY = ['feature', 'team', 'user', 'tier', 'model']

const folder = mkdtempSync(join(tmpdir(), 'costspan-bench-'))
const ledger = await openLedger(join(folder, 'ledger.duckdb'))
await appendBatches(ledger, madeCompany({ calls: Number(values.calls) }, createTally()), { batchRows: 50_000 })
const budgets = readBudgets([
  { name: 'all', limit: '$1000', per: 'month' },
  { scope: 'user', limit: '$10', per: 'week' },
])
const dashboard = createDashboard({ ledger, budgets, book: createPriceBook(), now: () => NOW - 1 })
const receiver = await startReceiver({ sink: ledgerSink(ledger), site: dashboard.site, port: 0 })

for (const days of [1, 7, 30, 365]) {
  const window = `from=${NOW - days * DAY}&to=${NOW}`
  const views: Readonly<Record<string, readonly string[]>> = {
    overview: [
      `overview?${window}`,
      `month?${window}`,
      `series?${window}&by=feature`,
      ...BY.map((by) => `breakdown?${window}&by=${by}&limit=6`),
    ],
    'overview of a user': [
      `overview?${window}&where=user:user-0042`,
      `month?${window}&where=user:user-0042`,
      `series?${window}&by=feature&where=user:user-0042`,
      ...BY.map((by) => `breakdown?${window}&by=${by}&limit=6&where=user:user-0042`),
    ],
    calls: [`calls?${window}&order=newest`],
    'dearest calls': [`calls?${window}&order=dearest`],
    budgets: ['budgets'],
    outlook: [`month?${window}`, `anomalies?${window}`],
    savings: [`savings?${window}`],
  }
  for (const [view, questions] of Object.entries(views)) {
    const millis = await medianMillis(questions)
    process.stdout.write(`${String(days).padStart(4)} days  ${view.padEnd(20)} ${String(millis).padStart(6)} ms\n`)
  }
}
dashboard.close()
await receiver.close()
await ledger.close()
rmSync(folder, { recursive: true })

/** Of five. */
async function medianMillis(questions: readonly string[]): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now()
    await Promise.all(questions.map(answered))
    times.push(performance.now() - start)
  }
  return Math.round(times.toSorted((a, b) => a - b)[2] ?? 0)
}

async function answered(question: string): Promise<void> {
  const response = await fetch(`${receiver.url}/api/${question}`)
  const body = await response.text()
  if (!response.ok) throw new Error(`${question}: ${body}`)
}
