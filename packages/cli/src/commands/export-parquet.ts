import { DAY_MILLIS } from '../ledger/time-step.ts'
import type { CommandIo } from './command.ts'
import { ledgerArguments } from './ledger-arguments.ts'
import { UsageError } from './usage-error.ts'
import { withLedger } from './with-ledger.ts'

/** Without a window, all calls: from long before the first one to the end of the day that begins next. */
const ALL_DAYS = 20_000

/** `costspan export --parquet`. */
export async function exportParquet(args: readonly string[], io: CommandIo): Promise<number> {
  const given = ledgerArguments(
    args,
    { parquet: { type: 'string' } },
    { defaultDays: ALL_DAYS, nowMillis: Date.now() + 2 * DAY_MILLIS },
  )
  const file = given.text('parquet')
  if (file === undefined || file === '') throw new UsageError('--parquet needs the name of a file')
  const { ledger: from, fromMillis, toMillis, json } = given
  return withLedger({ command: 'export', file: from, readOnly: true }, io, async (ledger) => {
    const { rows } = await ledger.exportParquet(file, { fromMillis, toMillis })
    io.stdout.write(json ? `${JSON.stringify({ file, rows })}\n` : `${file}: ${rows} calls\n`)
    return 0
  })
}
