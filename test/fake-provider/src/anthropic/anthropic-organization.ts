import { type Answer, jsonAnswer } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import type { BillLine } from '../bill.ts'
import { billGroups, sumOf } from '../bill-groups.ts'
import { type BillPart, billParts } from '../bill-parts.ts'
import type { Exchange } from '../exchange.ts'
import { reportPage } from '../report-window.ts'
import { requestId } from '../request-id.ts'
import { plainInput } from '../served-usage.ts'
import type { Store } from '../store.ts'
import { anthropicRefusal } from './anthropic-errors.ts'

/** `GET /v1/organizations/usage_report/messages`, grouped by model and tier. */
export function usageReport(exchange: Exchange, _: Behaviour, store: Store): Answer {
  return report(exchange, (isToday) =>
    billGroups(isToday ? own(store) : []).map((lines) => ({
      uncached_input_tokens: sumOf(lines, ({ usage }) => plainInput(usage)),
      cache_read_input_tokens: sumOf(lines, ({ usage }) => usage.cacheRead),
      cache_creation: {
        ephemeral_5m_input_tokens: sumOf(lines, ({ usage }) => usage.cacheWrite),
        ephemeral_1h_input_tokens: sumOf(lines, ({ usage }) => usage.cacheWrite1h),
      },
      output_tokens: sumOf(lines, ({ usage }) => usage.output),
      server_tool_use: { web_search_requests: sumOf(lines, ({ usage }) => usage.webSearches) },
      model: lines[0]?.model,
      service_tier: lines[0]?.serviceTier,
    })),
  )
}

/** `GET /v1/organizations/cost_report`, grouped by description; amounts are cents as decimal text. */
export function costReport(exchange: Exchange, _: Behaviour, store: Store): Answer {
  return report(exchange, (isToday) =>
    billGroups(isToday ? own(store) : []).flatMap((lines) => {
      const sums = new Map<BillPart, bigint>()
      for (const line of lines) {
        for (const [part, nanoUsd] of Object.entries(billParts(line)) as [BillPart, bigint][]) {
          sums.set(part, (sums.get(part) ?? 0n) + nanoUsd)
        }
      }
      return [...sums].map(([part, nanoUsd]) => ({
        amount: (Number(nanoUsd) / 1e7).toFixed(7),
        currency: 'USD',
        cost_type: part === 'webSearches' ? 'web_search' : 'tokens',
        token_type: TOKEN_TYPES[part],
        model: part === 'webSearches' ? null : lines[0]?.model,
        service_tier: lines[0]?.serviceTier,
        description: `${lines[0]?.model} Usage`,
      }))
    }),
  )
}

const TOKEN_TYPES: Readonly<Record<BillPart, string | null>> = {
  input: 'uncached_input_tokens',
  cacheRead: 'cache_read_input_tokens',
  cacheWrite: 'cache_creation.ephemeral_5m_input_tokens',
  cacheWrite1h: 'cache_creation.ephemeral_1h_input_tokens',
  webSearches: null,
  output: 'output_tokens',
}

function report(exchange: Exchange, results: (isToday: boolean) => readonly object[]): Answer {
  if (!String(exchange.headers['x-api-key']).startsWith('sk-ant-admin')) {
    return anthropicRefusal(401, requestId(exchange), 'invalid x-api-key')
  }
  const asked = new URLSearchParams(exchange.query)
  const at = (name: string): number => Date.parse(asked.get(name) ?? '')
  const { days, hasMore, nextPage } = reportPage(exchange, at('starting_at'), at('ending_at'))
  return jsonAnswer({
    data: days.map(({ startMillis, endMillis, isToday }) => ({
      starting_at: iso(startMillis),
      ending_at: iso(endMillis),
      results: results(isToday),
    })),
    has_more: hasMore,
    next_page: nextPage,
  })
}

function iso(millis: number): string {
  return `${new Date(millis).toISOString().slice(0, 19)}Z`
}

function own({ bill }: Store): readonly BillLine[] {
  return bill().lines.filter(({ endpoint }) => endpoint.startsWith('anthropic'))
}
