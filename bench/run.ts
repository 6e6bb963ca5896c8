/**
 * Measures what metering costs an application, beside other tools, in one run: `npm run bench`.
 *
 * `--quick` takes a few minutes and writes nothing. `--only=calls,start-up,prices,growth,tokens,guard,cache,collector,ledger` takes some of the
 * parts, `--sdks=anthropic-1` some of the SDKs, and `--variants=costspan,floor` some of the variants; such a run writes nothing
 * either. `--rows=10000000` is for the ledger (default: a million).
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { installPeers } from './install-peers.ts'
import { callTables } from './calls/call-tables.ts'
import { measureCalls } from './calls/measure-calls.ts'
import { measuredSdks, type SdkName } from './calls/measured-sdks.ts'
import { targetTable } from './calls/target-table.ts'
import { exactTable } from './cache/exact-table.ts'
import type { ExactFigures } from './cache/measure-exact.ts'
import type { SemanticFigures } from './cache/measure-semantic.ts'
import { semanticTable } from './cache/semantic-table.ts'
import { collectorTable, type CollectorFigures } from './collector/collector-table.ts'
import { ledgerTable } from './ledger/ledger-table.ts'
import type { LedgerFigures } from './ledger/measure-ledger.ts'
import { measureInChild } from './measure-in-child.ts'
import type { PriceFigures } from './prices/measure-prices.ts'
import type { SpanFigures } from './prices/measure-spans.ts'
import { priceTable, spanTable } from './prices/price-tables.ts'
import { growthTable } from './growth/growth-table.ts'
import type { GrowthFigures } from './growth/measure-growth.ts'
import { guardTable } from './guard/guard-table.ts'
import type { GuardMeasurements } from './guard/measure-guard.ts'
import { loadOfMachine, machine } from './report/machine.ts'
import { METHOD } from './report/method.ts'
import { importTable } from './start-up/import-table.ts'
import { measureImports } from './start-up/imports.ts'
import { measureStartUps } from './start-up/start-ups.ts'
import { startUpTable } from './start-up/start-up-table.ts'
import { handOverTable } from './tokens/hand-over-table.ts'
import type { HandOverFigures } from './tokens/measure-hand-over.ts'

const PARTS = ['calls', 'start-up', 'prices', 'growth', 'tokens', 'guard', 'cache', 'collector', 'ledger']

/** In megabytes: what a batch allocates is measured while no garbage is collected. */
const LARGE_YOUNG_GENERATION = ['--min-semi-space-size=64', '--max-semi-space-size=64']

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: PARTS.join(',') },
    sdks: { type: 'string', default: Object.keys(measuredSdks).join(',') },
    variants: { type: 'string', default: '' },
    rows: { type: 'string', default: '1000000' },
  },
})
const parts = values.only.split(',')
const sdks = values.sdks.split(',') as SdkName[]
const names = values.variants.split(',').filter((name) => name !== '')
const isWhole =
  !values.quick &&
  names.length === 0 &&
  parts.length === PARTS.length &&
  sdks.length === Object.keys(measuredSdks).length

installPeers()
const startLoad = loadOfMachine()
const sections: string[] = []

if (parts.includes('calls')) {
  for (const sdk of sdks) {
    const figures = await measureCalls(sdk, names, { passes: values.quick ? 2 : 4, quick: values.quick })
    show(targetTable(sdk, figures))
    show(callTables(sdk, figures))
  }
}
if (parts.includes('start-up')) {
  const rounds = values.quick ? 5 : 15
  show(importTable(measureImports(rounds)))
  for (const sdk of sdks) show(startUpTable(sdk, measureStartUps(sdk, rounds)))
}
if (parts.includes('prices')) {
  show(priceTable(await measureInChild<PriceFigures>('prices/measure-prices.ts', [])))
  show(spanTable(await measureInChild<SpanFigures[]>('prices/measure-spans.ts', [], LARGE_YOUNG_GENERATION)))
}
if (parts.includes('growth')) {
  show(growthTable(await measureInChild<GrowthFigures[]>('growth/measure-growth.ts', [], LARGE_YOUNG_GENERATION)))
}
if (parts.includes('tokens')) {
  show(handOverTable(await measureInChild<HandOverFigures[]>('tokens/measure-hand-over.ts', [])))
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
