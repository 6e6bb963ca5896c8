import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { parseUsd } from '@costspan/cost/prices'
import { UNATTRIBUTED } from '../reports/dimensions.ts'
import type { Selection } from '../ledger/ledger.ts'
import { DEFAULT_LEDGER } from './ledger-arguments.ts'
import { readInstant } from './read-instant.ts'
import { asUsageError, UsageError } from './usage-error.ts'

/** What `report`, `anomalies`, `forecast` and `economics` have in common. */
export interface AnalysisOptions {
  readonly ledger: string
  readonly config: string | undefined
  /** As if it were then. */
  readonly atMillis: number
  readonly team: string | undefined
  readonly feature: string | undefined
  /** The budget of a month. */
  readonly budgetNanoUsd: bigint | undefined
  readonly json: boolean
  text(name: string): string | undefined
  flag(name: string): boolean
}

/** The lines about them for `--help`. */
export const ANALYSIS_HELP: string = `  --ledger <file>        the ledger (default: ${DEFAULT_LEDGER}); or a server that holds the same calls, as
                         clickhouse=http://host:8123/otel or prometheus=http://host:9090
  --at <day or instant>  as if it were then, in UTC (default: now)
  --team <name>          only the calls of this team; ${UNATTRIBUTED} for those of none
  --feature <name>       only the calls of this feature
  --budget <amount>      what a month may cost, such as "$10,000"
  --config <file>        the settings with the budgets (default: COSTSPAN_CONFIG, then costspan.yaml)
  --json                 print one line of JSON
  -h, --help             show this`

const COMMON = {
  ledger: { type: 'string' },
  config: { type: 'string' },
  at: { type: 'string' },
  team: { type: 'string' },
  feature: { type: 'string' },
  budget: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Reads the arguments; throws a `UsageError` that names the one that is wrong. */
export function analysisOptions(
  args: readonly string[],
  own: ParseArgsOptionsConfig = {},
  nowMillis: number = Date.now(),
): AnalysisOptions {
  const values = parsed(args, { ...COMMON, ...own })
  const text = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  const at = text('at')
  const budget = text('budget')
  return {
    ledger: text('ledger') ?? DEFAULT_LEDGER,
    config: text('config'),
    atMillis: at === undefined ? nowMillis : readInstant('at', at),
    team: text('team'),
    feature: text('feature'),
    budgetNanoUsd: budget === undefined ? undefined : amount('budget', budget),
    json: values['json'] === true,
    text,
    flag: (name) => values[name] === true,
  }
}

/** An amount in nano-USD; throws a `UsageError` that names the option. */
function amount(option: string, value: string): bigint {
  try {
    return parseUsd(value)
  } catch (cause) {
    throw new UsageError(`--${option} is "${value}", expected an amount such as "$10,000"`, { cause })
  }
}

/** Which calls the arguments mean; `undefined` for all. */
export function selected({ team, feature }: AnalysisOptions): NonNullable<Selection['where']> | undefined {
  const value = (name: string): string | undefined => (name === UNATTRIBUTED ? undefined : name)
  if (team === undefined && feature === undefined) return undefined
  return {
    ...(team === undefined ? {} : { team: [value(team)] }),
    ...(feature === undefined ? {} : { feature: [value(feature)] }),
  }
}

function parsed(
  args: readonly string[],
  options: ParseArgsOptionsConfig,
): Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>> {
  return asUsageError(() => parseArgs({ args: [...args], options }).values)
}
