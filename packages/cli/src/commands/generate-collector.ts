import { bundledCatalogue, type PriceFile } from '@costspan/cost/prices'
import type { CostspanConfig } from '@costspan/node/config'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { collectorFiles } from '../generate/collector/collector-files.ts'
import { OLDEST_COLLECTOR } from '../generate/collector/collector-settings.ts'
import { type PriceTable, priceTable } from '../generate/collector/prices/price-table.ts'
import type { CommandIo } from './command.ts'
import {
  type GenerateCollectorOptions,
  generateCollectorOptions,
  TESTED_COLLECTOR,
} from './generate-collector-options.ts'
import type { GenerateTarget } from './generate.ts'
import { loadSettings } from './load-settings.ts'
import { UsageError } from './usage-error.ts'

/** What calls are labelled with where `attribution.dimensions` says nothing, as in an application. */
const DEFAULT_DIMENSIONS: readonly string[] = ['costspan.feature', 'costspan.team', 'costspan.tier']

/** `costspan generate collector`: prices, labels and pipelines as configuration of a stock OpenTelemetry Collector. */
export const generateCollector: GenerateTarget = {
  help: `Usage: costspan generate collector [options]

Writes configurations of the stock otelcol-contrib that price the calls of services in any language: gateway.yaml,
agent.yaml, kafka.yaml with kafka-agent.yaml, and clickhouse.yaml with clickhouse-reports.sql.

Options:
  --config <file>                 costspan.yaml (default: as applications find it)
  --collector-version <version>   release of the collector, from ${OLDEST_COLLECTOR} on (default: ${TESTED_COLLECTOR}, which is tested)
  --out <folder>                  where to write (default: collector-config)
  --metrics <otlp|prometheus>     counters sent with a queue on disk, or to be scraped (default: otlp)
  --keep-above <usd>              keep traces with a call of so much (default: $0.25)
  --keep-slower <seconds>         keep traces that take longer (default: 30)
  --keep-percent <percent>        keep so many of the others (default: 10)
  --user-counter                  count spend by a hash of user.id
  --draft-names                   also write gen_ai.usage.cost.*, names of a draft
  --exclude-scope <name>          do not price spans of this instrumentation scope; may be repeated
  --exclusive-cache-scope <name>  its input tokens leave the cached ones out; may be repeated
  --at <day or instant>           write the prices in force then (default: now)
  --check                         write nothing; fail if a file would change
  -h, --help                      show this

Exit code: 0; 1 when --check finds a difference; 2 for wrong arguments or settings.

Example:
  costspan generate collector --config costspan.yaml --out collector-config && otelcol-contrib validate --config collector-config/gateway.yaml
`,
  run(args, io) {
    const options = generateCollectorOptions(args, Date.now())
    const settings = loadSettings(options.config, io.env)
    const table = tableOf(settings, options.atMillis)
    const dimensions = settings.attribution?.dimensions ?? DEFAULT_DIMENSIONS
    const files = collectorFiles({ ...options, table, dimensions })
    const status = options.check ? compare(files, options, io) : write(files, options, io)
    if (table.nextChange !== undefined)
      io.stderr.write(`A price changes on ${table.nextChange}: run this again then.\n`)
    return Promise.resolve(status)
  },
}

function tableOf({ prices = [], discounts = [], priceCatalog }: CostspanConfig, atMillis: number): PriceTable {
  const files = [bundledCatalogue(), ...(priceCatalog === undefined ? [] : [readPriceFile(priceCatalog.from)])]
  return priceTable({ files, prices, discounts, atMillis })
}

/** A table of prices is made once and not refreshed, so that what it is made of should lie beside it. */
function readPriceFile(from: string): PriceFile {
  if (/^https?:/.test(from)) throw new UsageError(`priceCatalog.from is ${from}, expected a file: download it first`)
  try {
    return JSON.parse(readFileSync(from, 'utf8')) as PriceFile
  } catch (cause) {
    throw new UsageError(`priceCatalog.from cannot be read: ${(cause as Error).message}`, { cause })
  }
}

type Files = Readonly<Record<string, string>>

function write(files: Files, { out }: GenerateCollectorOptions, { stdout }: CommandIo): number {
  mkdirSync(out, { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(out, name), text)
    stdout.write(`${join(out, name)}\n`)
  }
  return 0
}

function compare(files: Files, { out }: GenerateCollectorOptions, { stdout }: CommandIo): number {
  const changed = Object.entries(files).filter(([name, text]) => readOr(resolve(out, name)) !== text)
  for (const [name] of changed) stdout.write(`${join(out, name)} would change\n`)
  return changed.length === 0 ? 0 : 1
}

function readOr(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
