import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { DAY_MILLIS } from '../ledger/time-step.ts'
import { dayStart, utcDay } from '../reconcile/statements/utc-day.ts'
import { asUsageError, UsageError } from './usage-error.ts'

/** The ledger of commands that ask one, unless `--ledger` names another. */
export const DEFAULT_LEDGER = 'costspan.duckdb'

/** What commands that ask a ledger about a window of days have in common. */
export interface LedgerArguments {
  readonly ledger: string
  readonly fromMillis: number
  readonly toMillis: number
  readonly json: boolean
  readonly positionals: readonly string[]
  text(name: string): string | undefined
  texts(name: string): readonly string[]
  flag(name: string): boolean
}

/** The lines about them for `--help`. */
export const LEDGER_HELP: string = `  --ledger <file>   the ledger (default: ${DEFAULT_LEDGER}); or a server that holds the same calls, as
                    clickhouse=http://host:8123/otel
  --from <day>      the first day in UTC, such as 2026-11-01
  --to <day>        the day after the last one (default: today)
  --json            print one line of JSON
  -h, --help        show this`

/**
 * Reads the arguments; throws a `UsageError` that names the one that is wrong.
 *
 * @param defaultDays how many days back `--from` is when it is not given
 */
export function ledgerArguments(
  args: readonly string[],
  options: ParseArgsOptionsConfig,
  {
    defaultDays,
    nowMillis,
    allowPositionals = false,
  }: { defaultDays: number; nowMillis: number; allowPositionals?: boolean },
): LedgerArguments {
  const { values, positionals } = parsed(args, options, allowPositionals)
  const text = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  const toMillis = dayOf('to', text('to')) ?? dayStart(utcDay(nowMillis))
  const fromMillis = dayOf('from', text('from')) ?? toMillis - defaultDays * DAY_MILLIS
  if (fromMillis >= toMillis) {
    throw new UsageError(`--from is ${utcDay(fromMillis)}, expected a day before --to, which is ${utcDay(toMillis)}`)
  }
  return {
    ledger: text('ledger') ?? DEFAULT_LEDGER,
    fromMillis,
    toMillis,
    json: values['json'] === true,
    positionals,
    text,
    texts: (name) => [values[name] ?? []].flat().filter((value) => typeof value === 'string'),
    flag: (name) => values[name] === true,
  }
}

interface Parsed {
  readonly values: Readonly<Partial<Record<string, string | boolean | (string | boolean)[]>>>
  readonly positionals: readonly string[]
}

function parsed(args: readonly string[], options: ParseArgsOptionsConfig, allowPositionals: boolean): Parsed {
  const string = { type: 'string' } as const
  const common = { ledger: string, from: string, to: string, json: { type: 'boolean' } } as const
  return asUsageError(() => parseArgs({ args: [...args], allowPositionals, options: { ...common, ...options } }))
}

function dayOf(name: string, day: string | undefined): number | undefined {
  if (day === undefined) return undefined
  const millis = /^\d{4}-\d{2}-\d{2}$/.test(day) ? dayStart(day) : Number.NaN
  if (!Number.isNaN(millis) && utcDay(millis) === day) return millis
  throw new UsageError(`--${name} is "${day}", expected a day such as 2026-11-01`)
}
