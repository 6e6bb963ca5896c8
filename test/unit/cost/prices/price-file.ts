import type { PriceFile } from '@costspan/cost/prices'

/** A small price file of OpenAI's models, by their price of input; output costs four times as much. */
export function priceFile(inputPrices: Readonly<Record<string, number>>, version = 'test-prices-1'): PriceFile {
  const models = Object.entries(inputPrices).map(([id, input]) => ({ id, prices: [{ input, output: 4 * input }] }))
  return { format: 'costspan.prices/1', version, published: '2026-11-20', providers: { openai: { models } } }
}
