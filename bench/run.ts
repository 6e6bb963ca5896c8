/**
 * Measures what metering costs an application, beside other tools, in one run: `npm run bench`.
 *
 * `--quick` takes about a minute and writes nothing. `--only=calls,start-up,prices,guard,cache,collector,ledger` takes some of the
 * parts, and `--variants=costspan,floor` some of the variants; such a run writes nothing either. `--rows=10000000` is for the
 * ledger (default: a million).
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { installPeers } from './install-peers.ts'
import { callTables } from './calls/call-tables.ts'
import { measureCalls } from './calls/measure-calls.ts'
import type { SdkMajor } from './calls/sdk-copies.ts'
import { targetTable } from './calls/target-table.ts'
import { exactTable } from './cache/exact-table.ts'
import type { ExactFigures } from './cache/measure-exact.ts'
import type { SemanticFigures } from './cache/measure-semantic.ts'
import { semanticTable } from './cache/semantic-table.ts'
import { collectorTable, type CollectorFigures } from './collector/collector-table.ts'
import { ledgerTable } from './ledger/ledger-table.ts'
import type { LedgerFigures } from './ledger/measure-ledger.ts'
import { measureInChild } from './measure-in-child.ts'
import type { StepFigures } from './prices/measure-all.ts'
import { priceTable, spanTable } from './prices/price-tables.ts'
import { guardTable } from './guard/guard-table.ts'
import type { GuardMeasurements } from './guard/measure-guard.ts'
import { loadOfMachine, machine } from './report/machine.ts'
import { METHOD } from './report/method.ts'
import { measureStartUps } from './start-up/start-ups.ts'
import { startUpTable } from './start-up/start-up-table.ts'

const PARTS = ['calls', 'start-up', 'prices', 'guard', 'cache', 'collector', 'ledger']

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: PARTS.join(',') },
    variants: { type: 'string', default: '' },
    rows: { type: 'string', default: '1000000' },
  },
})
const parts = values.only.split(',')
const names = values.variants.split(',').filter((name) => name !== '')
const isWhole = !values.quick && names.length === 0 && parts.length === PARTS.length

installPeers()
const startLoad = loadOfMachine()
const sections: string[] = []

if (parts.includes('calls')) {
  for (const major of ['6', '7'] as const satisfies SdkMajor[]) {
    const figures = await measureCalls(major, names, { passes: values.quick ? 2 : 4, quick: values.quick })
    show(targetTable(major, figures))
    show(callTables(major, figures))
  }
}
if (parts.includes('start-up')) show(startUpTable(measureStartUps(values.quick ? 5 : 15)))
if (parts.includes('prices')) {
  show(priceTable(await measureInChild<StepFigures[]>('prices/measure-prices.ts', [])))
  show(spanTable(await measureInChild<StepFigures[]>('prices/measure-spans.ts', [])))
}
if (parts.includes('guard')) show(guardTable(await measureInChild<GuardMeasurements>('guard/measure-guard.ts', [])))
if (parts.includes('cache')) {
  show(exactTable(await measureInChild<ExactFigures[]>('cache/measure-exact.ts', [])))
  show(semanticTable(await measureInChild<SemanticFigures[]>('cache/measure-semantic.ts', [])))
}
if (parts.includes('collector')) {
  show(collectorTable(await measureInChild<CollectorFigures[]>('collector/measure-collector.ts', [])))
}
if (parts.includes('ledger')) {
  const rows = values.quick ? '100000' : values.rows
  show(ledgerTable(await measureInChild<LedgerFigures>('ledger/measure-ledger.ts', [rows])))
}
console.log(`\n${machine(startLoad)}`)
if (isWhole) {
  const page = ['# Measured beside other tools', METHOD, machine(startLoad), ...sections].join('\n\n')
  writeFileSync(new URL('RESULTS.md', import.meta.url), `${page}\n`)
}

function show(section: string): void {
  sections.push(section)
  console.log(`\n${section}`)
}
