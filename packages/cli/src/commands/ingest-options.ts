import { parseArgs } from 'node:util'
import type { IngestFormat } from '../ingest/ingest-format.ts'
import { INGEST_FORMATS } from '../ingest/ingest-formats.ts'
import { DEFAULT_LEDGER } from './ledger-arguments.ts'
import { asUsageError, UsageError } from './usage-error.ts'

export interface IngestArguments {
  readonly files: readonly string[]
  readonly ledger: string
  readonly format: IngestFormat | undefined
  readonly config: string | undefined
  readonly keepDays: number | undefined
  readonly json: boolean
}

/** Reads the arguments of `costspan ingest`; throws a `UsageError` that names the argument that is wrong. */
export function ingestOptions(args: readonly string[]): IngestArguments {
  const { values, positionals } = parsed(args)
  const { ledger = DEFAULT_LEDGER, format, config, keep, json = false } = values
  if (positionals.length === 0) throw new UsageError('expected a file, got none')
  return { files: positionals, ledger, format: formatNamed(format), config, keepDays: daysOf(keep), json }
}

interface Parsed {
  readonly values: {
    readonly ledger?: string | undefined
    readonly format?: string | undefined
    readonly config?: string | undefined
    readonly keep?: string | undefined
    readonly json?: boolean | undefined
  }
  readonly positionals: readonly string[]
}

function parsed(args: readonly string[]): Parsed {
  const string = { type: 'string' } as const
  return asUsageError(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ledger: string, format: string, config: string, keep: string, json: { type: 'boolean' } },
    }),
  )
}

function formatNamed(name: string | undefined): IngestFormat | undefined {
  if (name === undefined) return undefined
  const format = INGEST_FORMATS.find((each) => each.name === name)
  if (format !== undefined) return format
  const names = INGEST_FORMATS.map((each) => each.name).join(', ')
  throw new UsageError(`--format is "${name}", expected one of ${names}`)
}

function daysOf(keep: string | undefined): number | undefined {
  if (keep === undefined) return undefined
  if (/^[1-9]\d{0,4}$/.test(keep)) return Number(keep)
  throw new UsageError(`--keep is "${keep}", expected a whole number of days`)
}
