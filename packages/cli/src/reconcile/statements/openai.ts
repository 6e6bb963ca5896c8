import { type BilledClass, type BilledLine, TOKEN_CLASSES } from './statement.ts'
import { countAt, isObject, type JsonObject, objectsAt, textAt } from './json-fields.ts'
import { signedUsdToNano } from './signed-usd.ts'
import type { StatementSource, StatementWindow } from './statement-source.ts'
import { utcDay } from './utc-day.ts'

/**
 * OpenAI's usage and costs, as `/v1/organization/usage/*` and `/v1/organization/costs` return them
 * (https://platform.openai.com/docs/api-reference/usage). Usage has tokens by model and tier, costs have amounts by line item,
 * and each of them counts in days of UTC. Its input tokens include those that the cache had.
 */
export const openai: StatementSource = {
  name: 'openai',
  api: {
    keyName: 'OPENAI_ADMIN_KEY',
    baseUrl: 'https://api.openai.com/v1',
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    reports: (window) => [
      usageReport('completions', ['model', 'batch', 'service_tier'], window),
      usageReport('embeddings', ['model'], window),
      { path: '/organization/costs', query: query(window, 180, ['line_item']) },
    ],
  },
  read({ name, json }) {
    if (!isObject(json) || json['object'] !== 'page') return undefined
    const buckets = objectsAt(json, 'data').filter((bucket) => countAt(bucket, 'start_time') !== undefined)
    const days = buckets.map((bucket) => utcDay((countAt(bucket, 'start_time') ?? 0) * 1000))
    const lines = buckets.flatMap((bucket, index) =>
      objectsAt(bucket, 'results').flatMap((result) => linesOf(result, days[index] ?? '')),
    )
    return { name, provider: 'openai', days: [...new Set(days)], tellsTiers: true, splitsInput: true, lines }
  },
}

function usageReport(
  kind: string,
  groupBy: readonly string[],
  window: StatementWindow,
): ReturnType<NonNullable<StatementSource['api']>['reports']>[number] {
  return { path: `/organization/usage/${kind}`, query: query(window, 31, groupBy) }
}

/** The most buckets of a day that a page may have: 31 of usage, 180 of costs. */
function query(
  window: StatementWindow,
  limit: number,
  groupBy: readonly string[],
): readonly (readonly [string, string])[] {
  return [
    ['start_time', String(window.fromMillis / 1000)],
    ['end_time', String(window.toMillis / 1000)],
    ['bucket_width', '1d'],
    ['limit', String(limit)],
    ...groupBy.map((field) => ['group_by', field] as const),
  ]
}

function linesOf(result: JsonObject, day: string): readonly BilledLine[] {
  return isObject(result['amount']) ? [costLine(result, result['amount'], day)] : usageLines(result, day)
}

function usageLines(result: JsonObject, day: string): readonly BilledLine[] {
  const tier = result['batch'] === true ? 'batch' : textAt(result, 'service_tier')
  const read = countAt(result, 'input_cached_tokens') ?? 0
  const written = countAt(result, 'input_cache_write_tokens') ?? 0
  const tokens = {
    input: (countAt(result, 'input_tokens') ?? 0) - read - written,
    cache_read: read,
    cache_write: written,
    output: countAt(result, 'output_tokens') ?? 0,
  }
  const shared = {
    day,
    model: textAt(result, 'model'),
    serviceTier: tier === 'default' ? undefined : tier,
    project: textAt(result, 'project_id'),
  }
  return [
    { ...shared, requests: countAt(result, 'num_model_requests') },
    ...TOKEN_CLASSES.filter((name) => tokens[name] !== 0).map((name) => ({
      ...shared,
      billedClass: name,
      tokens: tokens[name],
    })),
  ]
}

/** A line item is a model, what of it, and perhaps the tier: `gpt-4o-2024-08-06, cached input`. */
function costLine(result: JsonObject, amount: JsonObject, day: string): BilledLine {
  const item = textAt(result, 'line_item')
  const value = amount['value']
  const nanoUsd = typeof value === 'number' || typeof value === 'string' ? signedUsdToNano(value) : undefined
  const [, model, what] = /^([^\s,]+), (.+)$/.exec(item ?? '') ?? []
  return {
    day,
    nanoUsd,
    project: textAt(result, 'project_id'),
    ...(model === undefined || what === undefined
      ? { description: item ?? 'costs' }
      : {
          model,
          serviceTier: /\b(batch|flex|priority)\b/i.exec(what)?.[1]?.toLowerCase(),
          billedClass: classOf(what),
        }),
  }
}

function classOf(what: string): BilledClass | undefined {
  return CLASS_WORDS.find(([pattern]) => pattern.test(what))?.[1]
}

const CLASS_WORDS: readonly (readonly [RegExp, BilledClass])[] = [
  [/cache[d]? writ/i, 'cache_write'],
  [/cached/i, 'cache_read'],
  [/audio/i, 'audio'],
  [/image/i, 'image'],
  [/search|interpreter|tool/i, 'tool'],
  [/input|prompt/i, 'input'],
  [/output|completion/i, 'output'],
]
