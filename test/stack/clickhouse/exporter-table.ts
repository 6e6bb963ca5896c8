import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const MANIFEST = join(import.meta.dirname, '../collector-builder.yaml')

/** The statement with which the Collector's exporter makes its table of spans, from the sources of the very version that is built. */
export function exporterTable(): string {
  const module = /gomod: (\S+\/clickhouseexporter) (\S+)/.exec(readFileSync(MANIFEST, 'utf8'))
  if (module === null) throw new TypeError(`${MANIFEST} has no exporter for ClickHouse`)
  const download = execFileSync('go', ['mod', 'download', '-json', `${module[1]}@${module[2]}`])
  const { Dir: sources } = JSON.parse(download.toString()) as { Dir: string }
  const template = readFileSync(join(sources, 'internal/sqltemplates/traces_table.sql'), 'utf8')
  // The database, the table, the cluster, the engine, and for how long spans are kept.
  return ['"otel"', '"otel_traces"', '', 'MergeTree()', ''].reduce(
    (statement, value) => statement.replace(/%[qs]/, value),
    template,
  )
}
