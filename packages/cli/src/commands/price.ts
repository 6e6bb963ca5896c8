import { bundledModels, catalogueProvider } from '@costspan/cost/prices'
import { nearModels } from '../price/near-models.ts'
import { type Quote, type QuoteQuery, quote } from '../price/quote.ts'
import { quoteJson } from '../price/quote-json.ts'
import { renderQuote } from '../price/render-quote.ts'
import { settingsBook } from '../price/settings-book.ts'
import { paletteFor } from '../reports/palette.ts'
import type { Command } from './command.ts'
import { loadSettings } from './load-settings.ts'
import { priceOptions } from './price-options.ts'

/** `costspan price`: what a call costs, and where each rate comes from. */
export const price: Command = {
  name: 'price',
  summary: 'show what a call costs, rate by rate, with the source of each price',
  help: `Usage: costspan price <model> [options]

Shows what a call of a model costs: each rate, the amount at it, and the page that states it with the day on which it was
read. Without amounts, shows all rates. Own prices, own servers and discounts of costspan.yaml hold as in an application;
only its priceCatalog is not read.

Options:
  --input <tokens>          all input, cached and written to the cache included
  --cache-read <tokens>     part of the input that the prompt cache had
  --cache-write <tokens>    part of the input that was written to the cache
  --cache-write-1h <tokens> part of those, kept for an hour
  --output <tokens>         all output, reasoning included
  --reasoning <tokens>      part of the output
  --input-audio, --output-audio, --input-image, --output-image <tokens>
  --units <name=n,...>      other amounts: tool.web_search=3, image.1024x1024=2, audio_seconds=12.5
  --provider <name>         who serves the model; by default told from its name
  --tier <name>             service tier, such as batch, flex or priority
  --region <name>           where inference runs, such as us
  --at <day or instant>     when the call is made, in UTC (default: now)
  --config <file>           costspan.yaml (default: as applications find it)
  --json                    print one line of JSON
  -h, --help                show this

Exit code: 0 when there is a price, 1 when there is none, 2 for wrong arguments or settings.

Example:
  costspan price claude-sonnet-4-5 --input 250000 --cache-read 200000 --output 900 --tier batch --at 2026-03-01
`,
  run(args, { stdout, stderr, env }) {
    const { query, config, json } = priceOptions(args, Date.now())
    const settings = loadSettings(config, env)
    const answer = quote(query, settingsBook(settings), settingsBook(settings, []))
    if (!answer.priced) {
      stderr.write(refusal(query, answer))
      return Promise.resolve(1)
    }
    if (json) stdout.write(`${JSON.stringify(quoteJson(query, answer))}\n`)
    else stdout.write(renderQuote(query, answer, paletteFor(stdout, env)))
    return Promise.resolve(0)
  },
}

/** Why there is no price, and what may have been meant. */
function refusal(query: QuoteQuery, { reason, problem }: Extract<Quote, { readonly priced: false }>): string {
  const provider = catalogueProvider(query.provider)
  const near = reason.startsWith('unknown_') ? nearModels(query.model, bundledModels(), provider) : []
  const names = near.map((model) => `  ${model.id}  (${model.provider})\n`).join('')
  const asked = [query.model, query.provider, query.serviceTier].filter((part) => part !== undefined).join(', ')
  const said = `costspan price: no price for ${asked}: ${problem ?? reason}\n`
  return names === '' || reason === 'unknown_service_tier' ? said : `${said}Models with a similar name:\n${names}`
}
