// Asks a ledger that another process writes, and prints the answers, or why there are none, as JSON.
import { buildReport, openLedger, writeReport } from '@costspan/cli'
import { madeCall } from '../../../support/made-call.ts'

const [, , file, task, target] = process.argv
const from = Date.UTC(2026, 8, 14)
const window = { fromMillis: from, toMillis: from + 7 * 86_400_000 }

const TASKS = {
  ask: async (ledger) => ({
    total: await ledger.sum(),
    byUser: await ledger.sum({ by: ['user'], only: ['nanoUsd'] }),
    nobodys: await ledger.sum({ where: { user: [undefined] } }),
    ever: await ledger.sum({ fromMillis: -Infinity, toMillis: Infinity, by: ['feature'] }),
    never: await ledger.sum({ fromMillis: Infinity, toMillis: Infinity }),
    said: await ledger.verdicts({ kind: 'outcome', fromMillis: from, toMillis: Infinity }),
    hours: await ledger.series({ ...window, step: 'hour', by: ['team'], aboveNanoUsd: 1n }),
    rows: await ledger.rows({ order: 'dearest' }),
    extent: await ledger.extent(),
    report: writeReport(await buildReport(ledger, { toMillis: window.toMillis }), { format: 'json' }),
  }),
  export: async (ledger) => ledger.exportParquet(target),
  append: async (ledger) => ledger.append([madeCall()]),
  nonsense: async (ledger) => ledger.sum({ by: ['colour'] }),
}

const answer = await ask().catch((error) => ({ error: error.message }))
process.stdout.write(JSON.stringify(answer, (_, each) => (typeof each === 'bigint' ? `${each}n` : each)))

async function ask() {
  const ledger = await openLedger(file, { readOnly: true })
  try {
    return await TASKS[task](ledger)
  } finally {
    await ledger.close()
  }
}
