import { writeFileSync } from 'node:fs'
import { FOCUS_VERSIONS } from '../focus/focus-row.ts'
import { exportFocus } from '../focus/export-focus.ts'
import { LedgerError } from '../ledger/ledger-error.ts'
import type { CommandIo } from './command.ts'
import { ledgerArguments } from './ledger-arguments.ts'
import { UsageError } from './usage-error.ts'
import { withLedger } from './with-ledger.ts'

/** Before the first call of any ledger. */
const ALL_DAYS = 20_000

/** `costspan export --focus`. */
export function exportFocusFile(args: readonly string[], io: CommandIo): Promise<number> {
  const string = { type: 'string' } as const
  const given = ledgerArguments(
    args,
    { focus: string, 'focus-version': string, 'billing-account': string },
    { defaultDays: ALL_DAYS, nowMillis: Date.now() + 2 * 86_400_000 },
  )
  const file = given.text('focus')
  if (file === undefined || file === '') throw new UsageError('--focus needs the name of a file')
  const asked = given.text('focus-version') ?? '1.2'
  const version = FOCUS_VERSIONS.find((each) => each === asked)
  if (version === undefined) {
    throw new UsageError(`--focus-version is "${asked}", expected one of ${FOCUS_VERSIONS.join(', ')}`)
  }
  const { fromMillis, toMillis, json } = given
  const billingAccountId = given.text('billing-account') ?? 'default'
  return withLedger({ command: 'export', file: given.ledger, readOnly: true }, io, async (ledger) => {
    const { csv, rows, nanoUsd, unpricedCalls } = await exportFocus(ledger, {
      version,
      billingAccountId,
      fromMillis,
      toMillis,
    })
    if (unpricedCalls > 0) {
      io.stderr.write(
        `costspan export: ${unpricedCalls} calls without a price are not in the file: FOCUS knows no unknown cost\n`,
      )
    }
    if (file === '-') {
      io.stdout.write(csv)
      return 0
    }
    write(file, csv)
    const facts = { file, rows, nano_usd: `${nanoUsd}`, unpriced_calls: unpricedCalls }
    io.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${file}: ${rows} charges\n`)
    return 0
  })
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (cause) {
    throw new LedgerError(`${file} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
}
