import { formatTable } from '../reports/format-table.ts'
import { paletteFor } from '../reports/palette.ts'
import { signedUsd } from '../reconcile/signed-usd.ts'
import type { PriceChange } from '../whatif/price-watch.ts'
import type { Command } from './command.ts'
import { LEDGER_HELP, ledgerArguments } from './ledger-arguments.ts'
import { loadSettings } from './load-settings.ts'
import { withReader } from './with-reader.ts'

/** `costspan price-watch`: announced price changes in dollars of one's own. */
export const priceWatchCommand: Command = {
  name: 'price-watch',
  summary: 'show announced price changes, in dollars a month of your own calls',
  help: `Usage: costspan price-watch [options]

Looks a year ahead in the price data: promotions that end, prices that rise or fall, for the models in use, and what each makes
of 30 days of the calls in the window.

Options:
  --config <file>   the settings with own prices and discounts (default: as applications find them)
${LEDGER_HELP}

Exit code: 0; 1 when the ledger cannot be read; 2 for wrong arguments.
`,
  run(args, io) {
    const nowMillis = Date.now()
    const given = ledgerArguments(args, { config: { type: 'string' } }, { defaultDays: 30, nowMillis })
    return withReader({ command: 'price-watch', ledger: given.ledger }, io, async (ledger) => {
      const { priceWatch } = await import('../whatif/price-watch.ts')
      const { settingsBook } = await import('../price/settings-book.ts')
      const book = settingsBook(loadSettings(given.text('config'), io.env))
      const { fromMillis, toMillis } = given
      const changes = await priceWatch(ledger, book, { fromMillis, toMillis, nowMillis })
      if (given.json) io.stdout.write(`${JSON.stringify(changes.map(changeJson))}\n`)
      else io.stdout.write(render(changes, paletteFor(io.stdout, io.env).faint))
      return 0
    })
  },
}

function changeJson({ beforeNanoUsd, afterNanoUsd, serviceTier, ...change }: PriceChange): object {
  return {
    ...change,
    service_tier: serviceTier,
    before_nano_usd: `${beforeNanoUsd}`,
    after_nano_usd: `${afterNanoUsd}`,
  }
}

function render(changes: readonly PriceChange[], faint: (text: string) => string): string {
  if (changes.length === 0) return 'No change is announced of the prices of the models in use.\n'
  const header = ['from', 'model', 'now, a month', 'then', 'difference'].map((text) => ({ text, style: faint }))
  const rows = changes.map(({ day, model, serviceTier, beforeNanoUsd, afterNanoUsd }) =>
    [
      day,
      serviceTier === undefined ? model : `${model}, ${serviceTier}`,
      signedUsd(beforeNanoUsd),
      signedUsd(afterNanoUsd),
      signedUsd(afterNanoUsd - beforeNanoUsd),
    ].map((text) => ({ text })),
  )
  const right = { align: 'right' } as const
  return `${formatTable([{ align: 'left' }, { align: 'left' }, right, right, right], [header, ...rows]).join('\n')}\n`
}
