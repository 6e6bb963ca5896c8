import { z } from 'zod'
import type { CallRecord } from '../../ledger/call-record.ts'
import { startMillis } from '../../ledger/time-step.ts'
import { usdOf } from '../../reports/format-usd.ts'
import { defineTool, type Tool } from '../tool.ts'
import { FILTER_INPUT, toolFilter, toolWindow, WINDOW_INPUT } from '../tool-window.ts'

/** Single calls. */
export const dearestCalls: Tool = defineTool({
  name: 'dearest_calls',
  description:
    'Single LLM calls of a window, the dearest first (or the newest): cost, tokens, model, who caused it, how it ended, and the ' +
    'trace_id and span_id to look at with call_trace. Prompts and answers are not kept.',
  input: z.object({
    order: z.enum(['dearest', 'newest']).optional().describe('Default: dearest'),
    limit: z.int().min(1).max(50).optional().describe('At most so many. Default: 10'),
    ...WINDOW_INPUT,
    ...FILTER_INPUT,
  }),
  async answer(input, { ledger, nowMillis }) {
    const { order = 'dearest', limit = 10 } = input
    const calls = await ledger.rows({ ...toolWindow(input, nowMillis), where: toolFilter(input), order, limit })
    return { calls: calls.map(callJson) }
  },
})

function callJson(call: CallRecord): object {
  return {
    trace_id: call.traceId,
    span_id: call.spanId,
    at: new Date(startMillis(call)).toISOString(),
    operation: call.operation,
    model: call.responseModel ?? call.requestModel ?? null,
    cost_usd: call.nanoUsd === undefined ? null : usdOf(call.nanoUsd),
    status: call.status,
    unpriced_reason: call.unpricedReason ?? null,
    input_tokens: call.tokens.input,
    cache_read_tokens: call.tokens.cacheRead,
    output_tokens: call.tokens.output,
    duration_ms: call.durationMillis,
    finish_reasons: call.finishReasons,
    error: call.errorType ?? null,
    feature: call.feature ?? null,
    user: call.user ?? null,
    team: call.team ?? null,
  }
}
