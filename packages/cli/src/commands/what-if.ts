import type { Change } from '../whatif/what-if.ts'
import type { PriceBook } from '@costspan/cost/prices'
import type { Command } from './command.ts'
import { COMPARE_OPTIONS } from './compare-options.ts'
import { LEDGER_HELP, type LedgerArguments, ledgerArguments } from './ledger-arguments.ts'
import { UsageError } from './usage-error.ts'

/** `costspan whatif`: what calls would have cost with other models or service tiers. */
export const whatIfCommand: Command = {
  name: 'whatif',
  summary: 'show what calls would have cost with another model or service tier',
  help: `Usage: costspan whatif [--model <from>=<to>] [--tier <name>] [options]

Prices the tokens of past calls as those of another model or tier, beside what they cost. Another model is a range: its tokenizer
cuts the same text into more or fewer tokens, and what the provider's prompt cache had may have to be read anew. Whether it
answers at the same length, or as well, no ledger can tell.

Options:
  --model <from>=<to>
                    the calls of one model, with * for any characters, as those of another; may be repeated
  --provider <name> who serves the other model, where its name does not tell
  --tier <name>     the service tier, such as batch, flex or standard
  --feature, --team, --tenant, --user, --service <name>
                    only the calls of it; may be repeated
  --config <file>   the settings with own prices and discounts (default: as applications find them)
${LEDGER_HELP}

Exit code: 0; 1 when the ledger cannot be read; 2 for wrong arguments, such as a model without a price.

Example:
  costspan whatif --model 'gpt-4o*=claude-haiku-4-5' --feature search --from 2026-11-01
`,
  async run(args, io) {
    const given = ledgerArguments(
      args,
      {
        ...COMPARE_OPTIONS,
        model: { type: 'string', multiple: true },
        provider: { type: 'string' },
        tier: { type: 'string' },
      },
      { defaultDays: 30, nowMillis: Date.now() },
    )
    const { printComparison } = await import('./print-comparison.ts')
    return printComparison('whatif', given, (book) => changesOf(given, book), io)
  },
}

function changesOf(given: LedgerArguments, book: PriceBook): readonly Change[] {
  const [serviceTier, provider] = [given.text('tier'), given.text('provider')]
  const other = { ...(serviceTier !== undefined && { serviceTier }), ...(provider !== undefined && { provider }) }
  const models = given.texts('model').map((pair) => ({ ...modelChange(pair), ...other }))
  if (models.length > 0) {
    for (const change of models) checkPrice(change, given, book)
    return models
  }
  if (serviceTier === undefined) throw new UsageError('expected --model or --tier')
  return [{ serviceTier }]
}

function modelChange(pair: string): { readonly from: string; readonly model: string } {
  const [, from, model] = /^([^=]+)=([^=]+)$/.exec(pair) ?? []
  if (from !== undefined && model !== undefined) return { from, model }
  throw new UsageError(`--model is "${pair}", expected two models such as gpt-4o=gpt-4o-mini`)
}

/** A model without a price would leave all calls as they were, which looks like an answer. */
function checkPrice(
  { model = '', provider, serviceTier }: Change,
  { toMillis }: LedgerArguments,
  book: PriceBook,
): void {
  const price = book.find({ provider, model, serviceTier, atMillis: toMillis, inputTokens: 0 })
  if (!price.priced)
    throw new UsageError(
      `there is no price for ${model}${serviceTier === undefined ? '' : `, tier ${serviceTier}`}: ${price.reason}`,
    )
}
