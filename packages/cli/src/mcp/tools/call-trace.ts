import { z } from 'zod'
import { callView } from '../../dashboard/call-view.ts'
import { usdOf } from '../../reports/format-usd.ts'
import { defineTool, type Tool } from '../tool.ts'

/** One call and its price, explained line by line. */
export const callTrace: Tool = defineTool({
  name: 'call_trace',
  description:
    'One LLM call by its trace_id and span_id: the multiplications behind its price with the page that states each rate, and the ' +
    'other LLM calls of its trace in the order of time.',
  input: z.object({ trace_id: z.string(), span_id: z.string() }),
  async answer({ trace_id: traceId, span_id: spanId }, { ledger, book }) {
    const { call, explanation, trace } = await callView(ledger, { traceId, spanId }, { book, spansOf: () => [] })
    return {
      cost_usd: call.nanoUsd === undefined ? null : usdOf(call.nanoUsd),
      price_version: call.priceVersion ?? null,
      parts: Object.fromEntries(explanation.parts.map(({ name, nanoUsd }) => [name, usdOf(nanoUsd)])),
      lines: explanation.lines.map(({ what, quantity, ratePicoUsd, origins }) => ({
        what,
        quantity: quantity ?? null,
        usd_per_million: Number(ratePicoUsd) / 1e6,
        sources: origins,
      })),
      sources: explanation.origins,
      why_no_lines: explanation.why ?? null,
      calls_of_the_trace: trace.map(({ nanoUsd, isCall: _, ...span }) => ({
        ...span,
        cost_usd: nanoUsd === undefined ? null : usdOf(nanoUsd),
      })),
    }
  },
})
