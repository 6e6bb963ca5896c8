import { z } from 'zod'
import { compareCalls } from '../../whatif/compare-calls.ts'
import { comparisonJson } from '../../whatif/comparison-json.ts'
import type { Change } from '../../whatif/what-if.ts'
import { defineTool, type Tool } from '../tool.ts'
import { FILTER_INPUT, toolFilter, toolWindow, WINDOW_INPUT } from '../tool-window.ts'

/** What past calls would have cost otherwise. */
export const whatIfModel: Tool = defineTool({
  name: 'what_if',
  description:
    'What the calls of a window would have cost with another model or service tier, beside what they cost, in nano-USD. Another ' +
    'model is a range: its tokenizer cuts the same text otherwise, and a prompt cache starts cold. Nothing is said of quality.',
  input: z.object({
    from_model: z.string().optional().describe('The models to change, with * for any characters. Default: all'),
    to_model: z.string().optional().describe('The model that they become'),
    to_tier: z.string().optional().describe('The service tier that they get, such as batch or flex'),
    ...WINDOW_INPUT,
    ...FILTER_INPUT,
  }),
  async answer(input, { ledger, book, nowMillis }) {
    const { from_model: from, to_model: model, to_tier: serviceTier } = input
    if (model === undefined && serviceTier === undefined) throw new TypeError('expected to_model or to_tier')
    if (model !== undefined) {
      const price = book.find({ model, provider: undefined, serviceTier, atMillis: nowMillis, inputTokens: 0 })
      if (!price.priced) throw new TypeError(`to_model is "${model}", which has no price: ${price.reason}`)
    }
    const change: Change = {
      ...(from === undefined ? {} : { from }),
      ...(model === undefined ? {} : { model }),
      ...(serviceTier === undefined ? {} : { serviceTier }),
    }
    const window = toolWindow(input, nowMillis)
    const comparison = await compareCalls(ledger, { ...window, where: toolFilter(input) }, [change], book)
    return comparisonJson(comparison)
  },
})
