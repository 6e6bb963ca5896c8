import type { PriceBook } from '@costspan/cost/prices'
import type { LedgerDimension, Selection } from '../ledger/ledger.ts'
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
    else io.stdout.write(renderComparison(comparison, paletteFor(io.stdout, io.env)))
    return 0
  })
}

function whereOf(given: LedgerArguments): NonNullable<Selection['where']> {
  const named = FILTERS.flatMap((name) => (given.texts(name).length === 0 ? [] : [[name, given.texts(name)] as const]))
  return Object.fromEntries(named)
}
