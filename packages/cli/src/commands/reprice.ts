import type { Command } from './command.ts'
import { COMPARE_OPTIONS } from './compare-options.ts'
import { LEDGER_HELP, ledgerArguments } from './ledger-arguments.ts'
import { UsageError } from './usage-error.ts'

/** `costspan reprice`: what calls would cost at other prices. */
export const reprice: Command = {
  name: 'reprice',
  summary: 'show what past calls cost at the prices of another day, or at corrected ones',
  help: `Usage: costspan reprice [--at <day>] [options]

Prices the tokens of past calls again, beside what the ledger says they cost. By default at the prices of their own day as the
price data has them now: what a correction of a price, an own price or a discount makes. The ledger keeps what it has.

Options:
  --at <day>        at the prices of this day, or now
  --feature, --team, --tenant, --user, --service <name>
                    only the calls of it; may be repeated
  --config <file>   the settings with own prices and discounts (default: as applications find them)
${LEDGER_HELP}

Exit code: 0; 1 when the ledger cannot be read; 2 for wrong arguments.

Example:
  costspan reprice --at now --from 2026-11-01
`,
  async run(args, io) {
    const given = ledgerArguments(
      args,
      { ...COMPARE_OPTIONS, at: { type: 'string' } },
      { defaultDays: 30, nowMillis: Date.now() },
    )
    const atMillis = instant(given.text('at'))
    const { printComparison } = await import('./print-comparison.ts')
    return printComparison('reprice', given, () => [atMillis === undefined ? {} : { atMillis }], io)
  },
}

function instant(at: string | undefined): number | undefined {
  if (at === undefined) return undefined
  if (at === 'now') return Date.now()
  const millis = /^\d{4}-\d{2}-\d{2}$/.test(at) ? Date.parse(at) : Number.NaN
  if (!Number.isNaN(millis)) return millis
  throw new UsageError(`--at is "${at}", expected now, or a day such as 2026-03-01`)
}
