import { z } from 'zod'
import type { SpendGroup } from '../../ledger/ledger.ts'
import { totalSpendSum } from '../../ledger/spend-sum.ts'
import { usdOf } from '../../reports/format-usd.ts'
import { UNATTRIBUTED } from '../../reports/dimensions.ts'
import { defineTool, type Tool } from '../tool.ts'
import { FILTER_INPUT, toolFilter, toolWindow, WINDOW_INPUT } from '../tool-window.ts'

const DIMENSIONS = [
  'feature',
  'user',
  'team',
  'tenant',
  'tier',
  'model',
  'provider',
  'service',
  'agent',
  'run',
] as const

/** Who or what spent how much. */
export const spendBy: Tool = defineTool({
  name: 'spend_by',
  description:
    'What LLM calls cost in a window of time, divided by feature, user, team, tenant, tier, model, provider, service, agent or run; ' +
    'dearest first. Calls without a known price are counted in unpriced_calls and are in no amount.',
  input: z.object({
    by: z.enum(DIMENSIONS).describe('By what spend is divided'),
    limit: z.int().min(1).max(100).optional().describe('At most so many groups. Default: 10'),
    ...WINDOW_INPUT,
    ...FILTER_INPUT,
  }),
  async answer(input, { ledger, nowMillis }) {
    const { by, limit = 10 } = input
    const window = toolWindow(input, nowMillis)
    const groups = await ledger.sum({ ...window, where: toolFilter(input), by: [by] })
    return {
      from: new Date(window.fromMillis).toISOString(),
      to: new Date(window.toMillis).toISOString(),
      total: sumJson(totalSpendSum(groups)),
      groups: groups.slice(0, limit).map((group) => ({ [by]: group.key[by] ?? UNATTRIBUTED, ...sumJson(group) })),
      left_out_groups: Math.max(0, groups.length - limit),
    }
  },
})

function sumJson(sum: Omit<SpendGroup, 'key'>): object {
  return {
    cost_usd: usdOf(sum.nanoUsd),
    nano_usd: `${sum.nanoUsd}`,
    calls: sum.calls,
    unpriced_calls: sum.unpricedCalls,
    failed_calls: sum.failedCalls,
    at_risk_usd: usdOf(sum.atRiskNanoUsd),
    saved_usd: usdOf(sum.savedNanoUsd),
    input_tokens: sum.inputTokens,
    cache_read_tokens: sum.cacheReadTokens,
    output_tokens: sum.outputTokens,
  }
}
