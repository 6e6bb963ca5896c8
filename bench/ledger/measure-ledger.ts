/**
 * Measures the ledger with a made company's year: to append its calls, to report a week of them, and each view of the
 * dashboard. Sends its figures to its parent.
 */
import { appendBatches, buildReport, openLedger, writeReport } from '@costspan/cli'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { INCIDENT_DAY, madeCompany } from '../../test/support/made-company/made-company.ts'
import { createTally } from '../../test/support/made-company/tally.ts'
import { report } from '../report-to-parent.ts'
import { measureViews, type ViewFigures } from './measure-views.ts'
import { type Effort, effortOf } from './stopwatch.ts'

/** All figures of one ledger. */
export interface LedgerFigures {
  readonly rows: number
  /** To make the calls alone, and to make and append them, which is done at the same time. */
  readonly made: Effort
  readonly appended: Effort
  readonly fileBytes: number
  readonly peakBytes: number
  /** Whether the ledger's total is that of the generator, to the nano-dollar. */
  readonly isExact: boolean
  /** The weekly report, in this process and as a command of its own. */
  readonly reported: Effort
  readonly commandSeconds: number
  readonly views: readonly ViewFigures[]
}

const YEAR = Date.UTC(2025, 0, 1)
const DAY_MILLIS = 86_400_000
/** The week of the incident, the dearest to explain. */
const REPORT_MILLIS = YEAR + (INCIDENT_DAY + 7) * DAY_MILLIS
const COMMAND = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url))

const folder = mkdtempSync(join(tmpdir(), 'costspan-bench-'))
try {
  const figures = await measure(join(folder, 'ledger.duckdb'), Number(process.argv[2]))
  rmSync(folder, { recursive: true })
  report(figures)
} catch (error) {
  rmSync(folder, { recursive: true, force: true })
  throw error
}

async function measure(file: string, calls: number): Promise<LedgerFigures> {
  const made = await effortOf(async () => {
    for (const _ of madeCompany({ calls }, createTally()));
  })
  const tally = createTally()
  const ledger = await openLedger(file, { threads: 1 })
  const appended = await effortOf(async () => {
    await appendBatches(ledger, madeCompany({ calls }, tally))
    await ledger.close()
  })
  const peakBytes = process.resourceUsage().maxRSS * 1024
  const command = await effortOf(async () => {
    execFileSync(process.execPath, [COMMAND, 'report', '--ledger', file, '--at', new Date(REPORT_MILLIS).toISOString()])
  })
  const again = await openLedger(file)
  const [total] = await again.sum()
  const reported = await effortOf(async () => writeReport(await buildReport(again, { toMillis: REPORT_MILLIS })))
  const views = await measureViews(again, YEAR + 365 * DAY_MILLIS)
  await again.close()
  return {
    rows: tally.calls,
    made,
    appended,
    fileBytes: statSync(file).size,
    peakBytes,
    isExact: total?.nanoUsd === tally.nanoUsd,
    reported,
    commandSeconds: command.seconds,
    views,
  }
}
