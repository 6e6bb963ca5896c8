import type { PriceBook } from '@costspan/cost/prices'
import type { LedgerDimension, Selection } from '../ledger/ledger.ts'
import { DAY_MILLIS } from '../ledger/time-step.ts'
import { utcDay } from '../reconcile/statements/utc-day.ts'
import { paletteFor } from '../reports/palette.ts'
import { createProgressBar } from '../terminal/progress-bar.ts'
import { compareCalls } from '../whatif/compare-calls.ts'
import { comparisonJson } from '../whatif/comparison-json.ts'
import { renderComparison } from '../whatif/render-comparison.ts'
import type { Change } from '../whatif/what-if.ts'
import type { CommandIo } from './command.ts'
import type { LedgerArguments } from './ledger-arguments.ts'
import { loadSettings } from './load-settings.ts'
import { settingsBook } from '../price/settings-book.ts'
import { withReader } from './with-reader.ts'

const FILTERS = ['feature', 'team', 'tenant', 'user', 'service'] as const satisfies readonly LedgerDimension[]

/** Compares the calls that the arguments mean, and prints it. */
export function printComparison(
  command: string,
  given: LedgerArguments,
  changesOf: (book: PriceBook) => readonly Change[],
  io: CommandIo,
): Promise<number> {
  const book = settingsBook(loadSettings(given.text('config'), io.env))
  const changes = changesOf(book)
  return withReader({ command, ledger: given.ledger }, io, async (ledger) => {
    const { fromMillis, toMillis } = given
    const bar = createProgressBar(io.stderr)
    const selection = { fromMillis, toMillis, where: whereOf(given) }
    const comparison = await compareCalls(ledger, selection, changes, book, (share, calls) =>
      bar.show(share, `${calls} calls`),
    )
    bar.clear()
    if (given.json) io.stdout.write(`${JSON.stringify(comparisonJson(comparison))}\n`)
    else if (comparison.models.length === 0) io.stdout.write(noCallsText(given))
    else io.stdout.write(renderComparison(comparison, paletteFor(io.stdout, io.env)))
    return 0
  })
}

/** Where today's calls are the first ones, as they are for whoever tries this out, a table of nothing would puzzle. */
function noCallsText({ fromMillis, toMillis }: LedgerArguments): string {
  const [from, last, next] = [fromMillis, toMillis - DAY_MILLIS, toMillis + DAY_MILLIS].map(utcDay)
  return `No such calls from ${from} to ${last} in UTC. Those of the day after are taken with --to ${next}.\n`
}

function whereOf(given: LedgerArguments): NonNullable<Selection['where']> {
  const named = FILTERS.flatMap((name) => (given.texts(name).length === 0 ? [] : [[name, given.texts(name)] as const]))
  return Object.fromEntries(named)
}
