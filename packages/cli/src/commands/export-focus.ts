import { writeFileSync } from 'node:fs'
import { FOCUS_VERSIONS } from '../focus/focus-row.ts'
import { ChargeFileError } from '../focus/charge-files/write-charges.ts'
import { CHARGE_FILES } from '../focus/charge-files/charge-files.ts'
import { exportFocus, type FocusExport } from '../focus/export-focus.ts'
import { LedgerError } from '../ledger/ledger-error.ts'
import type { CommandIo } from './command.ts'
import { ledgerArguments } from './ledger-arguments.ts'
import { UsageError } from './usage-error.ts'
import { withReader } from './with-reader.ts'

/** Before the first call of any ledger. */
const ALL_DAYS = 20_000

/** `costspan export --focus`. */
export function exportFocusFile(args: readonly string[], io: CommandIo): Promise<number> {
  const string = { type: 'string' } as const
  const given = ledgerArguments(
    args,
    { focus: string, 'focus-version': string, 'billing-account': string, for: string },
    { defaultDays: ALL_DAYS, nowMillis: Date.now() + 2 * 86_400_000 },
  )
  const file = given.text('focus')
  if (file === undefined || file === '') throw new UsageError('--focus needs the name of a file')
  const asked = given.text('focus-version') ?? '1.2'
  const version = FOCUS_VERSIONS.find((each) => each === asked)
  if (version === undefined) {
    throw new UsageError(`--focus-version is "${asked}", expected one of ${FOCUS_VERSIONS.join(', ')}`)
  }
  const tool = given.text('for')
  if (tool !== undefined && !Object.hasOwn(CHARGE_FILES, tool)) {
    throw new UsageError(`--for is "${tool}", expected one of ${Object.keys(CHARGE_FILES).join(', ')}`)
  }
  const { fromMillis, toMillis, json } = given
  const billingAccountId = given.text('billing-account') ?? 'default'
  return withReader({ command: 'export', ledger: given.ledger }, io, async (ledger) => {
    const exported = await exportFocus(ledger, { version, billingAccountId, fromMillis, toMillis })
    const { rows, nanoUsd, unpricedCalls } = exported
    const text = fileText(exported, tool)
    if (unpricedCalls > 0) {
      io.stderr.write(
        `costspan export: ${unpricedCalls} calls without a price are not in the file: FOCUS knows no unknown cost\n`,
      )
    }
    if (file === '-') {
      io.stdout.write(text)
      return 0
    }
    write(file, text)
    const facts = { file, rows, nano_usd: `${nanoUsd}`, unpriced_calls: unpricedCalls }
    io.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${file}: ${rows} charges\n`)
    return 0
  })
}

/** FOCUS itself, or what a tool takes in its place. */
function fileText({ csv, charges }: FocusExport, tool: string | undefined): string {
  try {
    return tool === undefined ? csv : (CHARGE_FILES[tool]?.(charges) ?? csv)
  } catch (error) {
    if (error instanceof ChargeFileError) throw new UsageError(error.message, { cause: error })
    throw error
  }
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
