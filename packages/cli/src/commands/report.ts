import { writeFileSync } from 'node:fs'
import type { LedgerReader } from '../ledger/ledger.ts'
import { DeliveryError } from '../reports/delivery/delivery-error.ts'
import type { MonthBudget } from '../reports/period/budget-standing.ts'
import { REPORT_PERIODS, type SpendReport } from '../reports/period/spend-report.ts'
import { ANALYSIS_HELP } from './analysis-options.ts'
import type { Command, CommandIo } from './command.ts'
import { configuredMonthBudgets } from './configured-month-budgets.ts'
import { REPORT_FORMATS, reportOptions, type ReportOptions } from './report-options.ts'
import { textStyle } from './text-style.ts'
import { withReader } from './with-reader.ts'

/** `costspan report`: what was spent, by whom, on what, and what to do about it. */
export const report: Command = {
  name: 'report',
  summary: 'report what was spent, why, and what would save some of it',
  help: `Usage: costspan report [options]

Reports the spend of a week, a day or a month beside the one before: by feature, user, team, tier and model; the forecast of
the month and its budgets; anomalies with their causes; tokens, caches, retries and fallbacks beside their targets; and
findings, each with what it would save.

Options:
  --period <period>      ${REPORT_PERIODS.join(', ')}: the last day, seven or thirty days (default: week)
  --by-team              a report for each team that spent something
  --names <n>            how many names each table shows (default: 10)
  --format <format>      ${REPORT_FORMATS.join(', ')} (default: text)
  --out <file>           write it there; with --by-team, {team} in the name is replaced
  --slack <url>          post the most important of it to an incoming webhook of Slack
  --webhook <url>        post all of it as JSON, signed where COSTSPAN_WEBHOOK_SECRET is set
  --smtp <url>           mail it by this server, such as smtps://mail.example.com; "env" for the one in COSTSPAN_SMTP_URL
  --to <address>, --from <address>
                         whose mail it is, for --smtp and --format mail; several --to are separated by commas
${ANALYSIS_HELP}

Exit code: 0; 1 when the ledger cannot be read or a report is not taken; 2 for wrong arguments.

Examples:
  costspan report --format html --out report.html
  costspan report --by-team --format mail --to finance@example.com --from costs@example.com | sendmail -t
`,
  run(args, io) {
    const options = reportOptions(args, io.env)
    return withReader({ command: 'report', ledger: options.ledger }, io, async (ledger) => {
      const budgets = await budgetsOf(options, io)
      for (const team of await teamsOf(ledger, options)) {
        const { buildReport } = await import('../reports/period/build-report.ts')
        const found = await buildReport(ledger, {
          period: options.period,
          toMillis: options.atMillis,
          budgets,
          ...(team === undefined ? {} : { team }),
        })
        const isTaken = await handOver(found, options, io)
        if (!isTaken) return 1
      }
      return 0
    })
  },
}

/** A budget of the command line is one of all calls, or of the team that is asked for. */
async function budgetsOf(
  { budgetNanoUsd, config, team }: ReportOptions,
  { env }: CommandIo,
): Promise<readonly MonthBudget[]> {
  if (budgetNanoUsd === undefined) return configuredMonthBudgets(config, env)
  const where: MonthBudget['where'] = team === undefined ? {} : { team: [team] }
  return [{ name: '--budget', limitNanoUsd: budgetNanoUsd, where }]
}

async function teamsOf(ledger: LedgerReader, options: ReportOptions): Promise<readonly (string | undefined)[]> {
  if (!options.byTeam) return [options.team]
  const { reportWindows } = await import('../reports/period/report-windows.ts')
  const { window } = reportWindows(options.period, options.atMillis)
  const groups = await ledger.sum({ ...window, by: ['team'] })
  return groups.map(({ key }) => key.team ?? 'unattributed')
}

async function handOver(found: SpendReport, options: ReportOptions, io: CommandIo): Promise<boolean> {
  try {
    await deliver(found, options, io.env)
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error
    io.stderr.write(`costspan report: ${error.message}\n`)
    return false
  }
  const text = await written(found, options, io)
  if (options.out === undefined) io.stdout.write(text)
  else writeFileSync(fileName(options.out, found.team), text)
  return true
}

async function deliver(found: SpendReport, options: ReportOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const { slack, webhook, smtp, mail } = options
  if (slack === undefined && webhook === undefined && smtp === undefined) return
  const { postReport } = await import('../reports/delivery/post-report.ts')
  if (slack !== undefined) {
    const { slackMessage } = await import('../reports/delivery/slack-message.ts')
    await postReport(slack, JSON.stringify(slackMessage(found)))
  }
  if (webhook !== undefined) {
    const { webhookSignature } = await import('@costspan/guard')
    const { reportJson } = await import('../reports/period/report-json.ts')
    const body = JSON.stringify(reportJson(found))
    await postReport(webhook, body, webhookSignature(body, env['COSTSPAN_WEBHOOK_SECRET']))
  }
  if (smtp !== undefined && mail !== undefined) {
    const { sendMail } = await import('../reports/delivery/send-mail.ts')
    const { writeReport } = await import('../reports/write-report.ts')
    await sendMail(smtp, { ...mail, message: writeReport(found, { ...options, format: 'mail' }) })
  }
}

async function written(found: SpendReport, options: ReportOptions, io: CommandIo): Promise<string> {
  const { writeReport } = await import('../reports/write-report.ts')
  return writeReport(found, { ...options, ...(options.out === undefined && textStyle(io)) })
}

/** A team's name goes into a file's name; what could lead elsewhere does not. */
function fileName(out: string, team: string | undefined): string {
  return out.replaceAll('{team}', (team ?? 'all').replace(/[^\p{L}\p{N}_-]/gu, '_').slice(0, 64))
}
