import { createRequire } from 'node:module'
import { calculateCost, createPriceBook } from '@costspan/cost/prices'
import { calcPrice } from '@pydantic/genai-prices'
import { type MeasuredModel, USAGE } from './measured-models.ts'

/** A tool that tells what a call of a model costs. */
export interface PriceTool {
  readonly name: string
  /** One lookup and its arithmetic, in whatever the tool answers: that is what is measured. */
  price(call: MeasuredModel): unknown
  /** The same answer in USD; undefined where the tool knows no price. */
  usd(call: MeasuredModel): number | undefined
}

export const PRICE_TOOLS: readonly PriceTool[] = [costspan(), genaiPrices(), tokenlens()]

function costspan(): PriceTool {
  const book = createPriceBook()
  const atMillis = Date.now()
  const usage = { tokens: USAGE }
  const price = ({ provider, model }: MeasuredModel) => {
    const found = book.find({ provider, model, atMillis, inputTokens: USAGE.input })
    return found.priced ? calculateCost(usage, found.rates) : undefined
  }
  return {
    name: 'costspan',
    price,
    usd(call) {
      const cost = price(call)
      return cost?.status === 'priced' ? Number(cost.nanoUsd) / 1e9 : undefined
    },
  }
}

/** The catalogue that ours is compiled from. */
function genaiPrices(): PriceTool {
  const usage = { input_tokens: USAGE.input, output_tokens: USAGE.output, cache_read_tokens: USAGE.cacheRead }
  const price = ({ provider, model }: MeasuredModel) => calcPrice(usage, model, { providerId: provider })
  return { name: '@pydantic/genai-prices', price, usd: (call) => price(call)?.total_price }
}

/** Over its bundled copy of models.dev, and with the names of the Vercel AI SDK for usage. */
function tokenlens(): PriceTool {
  const { getTokenCosts } = createRequire(import.meta.url)('tokenlens') as Tokenlens
  const usage = { inputTokens: USAGE.input, outputTokens: USAGE.output, cachedInputTokens: USAGE.cacheRead }
  const price = ({ provider, model }: MeasuredModel) => getTokenCosts({ modelId: `${provider}:${model}`, usage })
  return { name: 'tokenlens', price, usd: (call) => price(call).totalUSD }
}

/** It is installed for benchmarks alone, so the compiler does not see it. */
interface Tokenlens {
  getTokenCosts(args: { readonly modelId: string; readonly usage: object }): { readonly totalUSD?: number }
}
