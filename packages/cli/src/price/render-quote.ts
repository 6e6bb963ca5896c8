import { type PriceOrigin, formatUsd } from '@costspan/cost/prices'
import { type Column, formatTable } from '../reports/format-table.ts'
import type { Palette } from '../reports/palette.ts'
import type { Quote, QuoteLine, QuoteQuery } from './quote.ts'

type PricedQuote = Extract<Quote, { readonly priced: true }>

const COLUMNS: readonly Column[] = [
  { align: 'left' },
  { align: 'right' },
  { align: 'right' },
  { align: 'left' },
  { align: 'right' },
  { align: 'left' },
]

/** A quote as people read it: what was priced, a line for each rate, the total, and the pages to check it against. */
export function renderQuote(query: QuoteQuery, priced: PricedQuote, palette: Palette): string {
  const table = formatTable(COLUMNS, [
    ['', 'quantity', 'rate', '', 'cost', ''].map((text) => ({ text, style: palette.faint })),
    ...priced.lines.map((line) => lineCells(line).map((text) => ({ text }))),
    ...(priced.nanoUsd === undefined ? [] : [totalCells(priced.nanoUsd, palette)]),
  ])
  const pages = priced.origins.map((origin, index) => `[${index + 1}] ${describeOrigin(origin)}`)
  const paragraphs = [
    [palette.title(heading(query, priced)), palette.faint(`price data: ${priced.priceVersion}`)],
    table,
    beforeDiscounts(priced),
    pages,
  ]
  return `${paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

/** What it would cost at list prices, where a discount holds. */
function beforeDiscounts({ lines, nanoUsd, listNanoUsd }: PricedQuote): readonly string[] {
  if (nanoUsd !== undefined) {
    return listNanoUsd === undefined ? [] : [`${formatUsd(listNanoUsd)} before the discounts of the settings`]
  }
  const rates = lines.flatMap(({ what, isTokens, listRatePicoUsd }) =>
    listRatePicoUsd === undefined ? [] : [`${what} ${picoText(rateShown(listRatePicoUsd, isTokens))}`],
  )
  return rates.length === 0 ? [] : [`before the discounts of the settings: ${rates.join(', ')}`]
}

function heading({ model, provider, serviceTier, region, atMillis }: QuoteQuery, { modelId }: PricedQuote): string {
  const parts = [
    model === modelId ? model : `${model} (${modelId})`,
    provider === undefined ? undefined : `of ${provider}`,
    serviceTier === undefined ? undefined : `tier ${serviceTier}`,
    region === undefined ? undefined : `region ${region}`,
    `at ${new Date(atMillis).toISOString()}`,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}

function lineCells({ what, isTokens, quantity, ratePicoUsd, picoUsd, origins }: QuoteLine): readonly string[] {
  return [
    what,
    quantity === undefined ? '' : quantity.toLocaleString('en-US', { maximumFractionDigits: 6 }),
    picoText(rateShown(ratePicoUsd, isTokens)),
    isTokens ? '/M tokens' : '/unit',
    picoUsd === undefined ? '' : picoText(picoUsd),
    origins.map((index) => `[${index + 1}]`).join(''),
  ]
}

/** Tokens are priced by the million, units one by one. */
function rateShown(picoUsd: bigint, isTokens: boolean): bigint {
  return isTokens ? picoUsd * 1_000_000n : picoUsd
}

function totalCells(nanoUsd: bigint, palette: Palette): readonly { text: string; style: (text: string) => string }[] {
  return ['total', '', '', '', formatUsd(nanoUsd), ''].map((text) => ({ text, style: palette.money }))
}

/** Pico-USD exactly: a fraction of a nano-USD is rounded only in the total. */
function picoText(picoUsd: bigint): string {
  const fraction = (picoUsd % 1_000n).toString().padStart(3, '0').replace(/0+$/, '')
  const nano = picoUsd / 1_000n
  return fraction === '' ? formatUsd(nano) : `${formatUsd(nano, { decimals: 9 })}${fraction}`
}

function describeOrigin({ url, checked, serviceTier, region, times, from }: PriceOrigin): string {
  const facts = [
    `read ${checked}`,
    serviceTier === undefined ? undefined : `tier ${serviceTier}`,
    region === undefined ? undefined : `region ${region}`,
    times === undefined ? undefined : `${times} x the standard price`,
    from === undefined ? undefined : `from ${from}`,
  ]
  return `${url} (${facts.filter((fact) => fact !== undefined).join(', ')})`
}
