import { type Answer, jsonAnswer } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import type { BillLine } from '../bill.ts'
import { billGroups, sumOf } from '../bill-groups.ts'
import { type BillPart, billParts } from '../bill-parts.ts'
import { errorJson } from '../dialect.ts'
import type { Exchange } from '../exchange.ts'
import { type ReportPage, reportPage } from '../report-window.ts'
import type { Store } from '../store.ts'
import { errorBody } from './openai-errors.ts'

/** `GET /v1/organization/usage/completions` and `/embeddings`, grouped by model, batch and tier. */
export function organizationUsage(exchange: Exchange, _: Behaviour, store: Store): Answer {
  const embeddings = exchange.path.endsWith('/embeddings')
  return report(exchange, (isToday) =>
    billGroups(isToday ? own(store, embeddings) : []).map((lines) => ({
      object: `organization.usage.${embeddings ? 'embeddings' : 'completions'}.result`,
      input_tokens: sumOf(lines, ({ usage }) => usage.input),
      input_cached_tokens: sumOf(lines, ({ usage }) => usage.cacheRead),
      output_tokens: sumOf(lines, ({ usage }) => usage.output),
      num_model_requests: lines.length,
      model: lines[0]?.model,
      batch: lines[0]?.serviceTier === 'batch',
      service_tier: lines[0]?.serviceTier === 'batch' ? 'default' : lines[0]?.serviceTier,
    })),
  )
}

/** `GET /v1/organization/costs`, grouped by line item. */
export function organizationCosts(exchange: Exchange, _: Behaviour, store: Store): Answer {
  return report(exchange, (isToday) => {
    const items = new Map<string, bigint>()
    for (const line of isToday ? [...own(store, false), ...own(store, true)] : []) {
      for (const [part, nanoUsd] of Object.entries(billParts(line)) as [BillPart, bigint][]) {
        const name = `${line.model}, ${line.serviceTier === 'default' ? '' : `${line.serviceTier} `}${ITEM_NAMES[part]}`
        items.set(name, (items.get(name) ?? 0n) + nanoUsd)
      }
    }
    return [...items].map(([line_item, nanoUsd]) => ({
      object: 'organization.costs.result',
      amount: { value: Number(nanoUsd) / 1e9, currency: 'usd' },
      line_item,
      project_id: null,
    }))
  })
}

const ITEM_NAMES: Readonly<Record<BillPart, string>> = {
  input: 'input',
  cacheRead: 'cached input',
  cacheWrite: 'cache writes',
  cacheWrite1h: 'cache writes',
  webSearches: 'web search',
  output: 'output',
}

function report(exchange: Exchange, results: (isToday: boolean) => readonly object[]): Answer {
  if (exchange.headers.authorization?.startsWith('Bearer sk-admin-') !== true) {
    return errorJson(401, errorBody(401, { message: 'Missing scopes: api.usage.read' }))
  }
  const asked = new URLSearchParams(exchange.query)
  const page = reportPage(exchange, Number(asked.get('start_time')) * 1000, Number(asked.get('end_time')) * 1000)
  return jsonAnswer(pageJson(page, results))
}

function pageJson({ days, hasMore, nextPage }: ReportPage, results: (isToday: boolean) => readonly object[]): object {
  return {
    object: 'page',
    data: days.map(({ startMillis, endMillis, isToday }) => ({
      object: 'bucket',
      start_time: startMillis / 1000,
      end_time: endMillis / 1000,
      results: results(isToday),
    })),
    has_more: hasMore,
    next_page: nextPage,
  }
}

function own({ bill }: Store, embeddings: boolean): readonly BillLine[] {
  return bill().lines.filter(
    ({ endpoint }) => endpoint.startsWith('openai') && endpoint.includes('embeddings') === embeddings,
  )
}
