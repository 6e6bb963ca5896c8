import { REPORT_PERIODS, type ReportPeriod } from '../reports/period/spend-report.ts'
import type { MailAddresses } from '../reports/write-report.ts'
import { type AnalysisOptions, analysisOptions } from './analysis-options.ts'
import { UsageError } from './usage-error.ts'

export const REPORT_FORMATS = ['text', 'markdown', 'html', 'json', 'mail'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

/** The arguments of `costspan report`. */
export interface ReportOptions extends AnalysisOptions {
  readonly period: ReportPeriod
  readonly byTeam: boolean
  readonly maxNames: number
  readonly format: ReportFormat
  readonly out: string | undefined
  readonly slack: string | undefined
  readonly webhook: string | undefined
  /** The server that takes a mail; it may have a password in it. */
  readonly smtp: string | undefined
  readonly mail: MailAddresses | undefined
}

/** Reads the arguments; throws a `UsageError` that names the one that is wrong. */
export function reportOptions(args: readonly string[], env: NodeJS.ProcessEnv): ReportOptions {
  const string = { type: 'string' } as const
  const options = analysisOptions(args, {
    period: string,
    'by-team': { type: 'boolean' },
    names: string,
    format: string,
    out: string,
    slack: string,
    webhook: string,
    smtp: string,
    to: string,
    from: string,
  })
  if (options.feature !== undefined) throw new UsageError('--feature makes no report; expected --team')
  if (options.flag('by-team') && options.team !== undefined)
    throw new UsageError('--by-team and --team exclude each other')
  const out = options.text('out')
  if (options.flag('by-team') && out !== undefined && !out.includes('{team}')) {
    throw new UsageError(`--out is "${out}", expected {team} in it, or each report would replace the one before`)
  }
  const smtp = smtpUrl(options.text('smtp'), env)
  const format = options.json ? 'json' : oneOf('format', options.text('format') ?? 'text', REPORT_FORMATS)
  return {
    ...options,
    format,
    period: oneOf('period', options.text('period') ?? 'week', REPORT_PERIODS),
    byTeam: options.flag('by-team'),
    maxNames: names(options.text('names') ?? '10'),
    out,
    slack: url('slack', options.text('slack')),
    webhook: url('webhook', options.text('webhook')),
    smtp,
    mail: format === 'mail' || smtp !== undefined ? addresses(options.text('from'), options.text('to')) : undefined,
  }
}

function oneOf<Name extends string>(option: string, value: string, known: readonly Name[]): Name {
  const found = known.find((name) => name === value)
  if (found !== undefined) return found
  throw new UsageError(`--${option} is "${value}", expected one of ${known.join(', ')}`)
}

function names(value: string): number {
  const count = Number(value)
  if (/^\d+$/.test(value) && count >= 2) return count
  throw new UsageError(`--names is "${value}", expected a number from 2 on`)
}

/** The address itself may be a secret, so the message does not repeat it. */
function url(option: string, value: string | undefined): string | undefined {
  if (value === undefined || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))) return value
  throw new UsageError(`--${option} is no http or https address`)
}

/** A server on the command line can be read by everybody on the machine, so that one with a password may be in the environment. */
function smtpUrl(given: string | undefined, env: NodeJS.ProcessEnv): string | undefined {
  if (given === undefined) return undefined
  const value = given === 'env' ? (env['COSTSPAN_SMTP_URL'] ?? '') : given
  if (URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol)) return value
  throw new UsageError(
    `${given === 'env' ? 'COSTSPAN_SMTP_URL' : '--smtp'} is no address of a mail server such as smtps://user:password@mail.example.com`,
  )
}

function addresses(from: string | undefined, to: string | undefined): MailAddresses {
  const isAddress = (value: string | undefined): value is string =>
    value !== undefined && /^[^\r\n]+@[^\r\n]+$/.test(value)
  if (isAddress(from) && isAddress(to)) return { from, to }
  throw new UsageError('a mail needs the addresses --from and --to')
}
