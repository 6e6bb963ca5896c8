import { type BilledClass, type BilledLine, TOKEN_CLASSES } from './statement.ts'
import { countAt, isObject, type JsonObject, objectsAt, textAt } from './json-fields.ts'
import { signedCentsToNano } from './signed-usd.ts'
import type { StatementSource, StatementWindow } from './statement-source.ts'
import { dayStart, utcDay } from './utc-day.ts'

/**
 * Anthropic's usage and cost reports, as `/v1/organizations/usage_report/messages` and `/v1/organizations/cost_report` return
 * them (https://platform.claude.com/docs/en/api/admin/cost_report). Amounts are cents as decimal text. Neither tells how many
 * calls there were, and what a commitment to the priority tier costs is in neither.
 */
export const anthropic: StatementSource = {
  name: 'anthropic',
  api: {
    keyName: 'ANTHROPIC_ADMIN_KEY',
    baseUrl: 'https://api.anthropic.com/v1',
    headers: (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
    reports: (window) => [
      { path: '/organizations/usage_report/messages', query: query(window, ['model', 'service_tier']) },
      { path: '/organizations/cost_report', query: query(window, ['description']) },
    ],
  },
  read({ name, json }) {
    if (!isObject(json) || !Array.isArray(json['data'])) return undefined
    const buckets = objectsAt(json, 'data').filter((bucket) => textAt(bucket, 'starting_at') !== undefined)
    if (buckets.length === 0 && json['data'].length > 0) return undefined
    const days = buckets.map((bucket) => utcDay(Date.parse(textAt(bucket, 'starting_at') ?? '')))
    const lines = buckets.flatMap((bucket, index) =>
      objectsAt(bucket, 'results').flatMap((result) => linesOf(result, days[index] ?? '')),
    )
    return { name, provider: 'anthropic', days: [...new Set(days)], tellsTiers: true, splitsInput: true, lines }
  },
}

function query(window: StatementWindow, groupBy: readonly string[]): readonly (readonly [string, string])[] {
  return [
    ['starting_at', `${utcDay(window.fromMillis)}T00:00:00Z`],
    ['ending_at', `${new Date(dayStart(utcDay(window.toMillis))).toISOString().slice(0, 19)}Z`],
    ['bucket_width', '1d'],
    ['limit', '31'],
    ...groupBy.map((field) => ['group_by[]', field] as const),
  ]
}

function linesOf(result: JsonObject, day: string): readonly BilledLine[] {
  const { amount } = result
  return typeof amount === 'string' || typeof amount === 'number'
    ? [costLine(result, amount, day)]
    : usageLines(result, day)
}

function usageLines(result: JsonObject, day: string): readonly BilledLine[] {
  const writes = result['cache_creation']
  const written = isObject(writes)
    ? (countAt(writes, 'ephemeral_5m_input_tokens') ?? 0) + (countAt(writes, 'ephemeral_1h_input_tokens') ?? 0)
    : 0
  const tokens = {
    input: countAt(result, 'uncached_input_tokens') ?? 0,
    cache_read: countAt(result, 'cache_read_input_tokens') ?? 0,
    cache_write: written,
    output: countAt(result, 'output_tokens') ?? 0,
  }
  return TOKEN_CLASSES.filter((name) => tokens[name] !== 0).map((name) => ({
    day,
    model: textAt(result, 'model'),
    serviceTier: tierOf(result),
    project: textAt(result, 'workspace_id'),
    billedClass: name,
    tokens: tokens[name],
  }))
}

function costLine(result: JsonObject, cents: string | number, day: string): BilledLine {
  const model = textAt(result, 'model')
  const costType = textAt(result, 'cost_type')
  return {
    day,
    nanoUsd: signedCentsToNano(cents),
    project: textAt(result, 'workspace_id'),
    ...(model === undefined
      ? { description: textAt(result, 'description') ?? costType ?? 'costs', ...(costType === 'web_search' && TOOL) }
      : { model, serviceTier: tierOf(result), billedClass: CLASSES[textAt(result, 'token_type') ?? ''] }),
  }
}

const TOOL = { billedClass: 'tool' } as const

function tierOf(result: JsonObject): string | undefined {
  const tier = textAt(result, 'service_tier')
  return tier === 'standard' ? undefined : tier
}

const CLASSES: Readonly<Record<string, BilledClass>> = {
  uncached_input_tokens: 'input',
  cache_read_input_tokens: 'cache_read',
  'cache_creation.ephemeral_5m_input_tokens': 'cache_write',
  'cache_creation.ephemeral_1h_input_tokens': 'cache_write',
  output_tokens: 'output',
}
