/** What a price costs to look up and apply: ours, and `@pydantic/genai-prices`, whose data ours is compiled from. */
import { calculateCost, createPriceBook } from '@costspan/cost/prices'
import { calcPrice } from '@pydantic/genai-prices'
import { report } from '../report-to-parent.ts'
import { measureAll } from './measure-all.ts'

const MODELS = {
  'known id (gpt-4o)': { provider: 'openai', model: 'gpt-4o' },
  'dated id (gpt-4o-2024-08-06)': { provider: 'openai', model: 'gpt-4o-2024-08-06' },
  'dated id (claude-sonnet-4-5-20250929)': { provider: 'anthropic', model: 'claude-sonnet-4-5-20250929' },
  'unknown id': { provider: 'openai', model: 'no-such-model-1' },
}

const book = createPriceBook()
const tokens = { input: 1_042, output: 317, cacheRead: 512 }
const usage = { input_tokens: 1_042, output_tokens: 317, cache_read_tokens: 512 }
const atMillis = Date.now()

const steps: Record<string, () => unknown> = {}
for (const [title, { provider, model }] of Object.entries(MODELS)) {
  steps[`costspan: ${title}`] = () => {
    const price = book.find({ provider, model, atMillis, inputTokens: tokens.input })
    return price.priced ? calculateCost({ tokens }, price.rates) : undefined
  }
  steps[`@pydantic/genai-prices: ${title}`] = () => calcPrice(usage, model, { providerId: provider })
}
report(await measureAll(steps))
