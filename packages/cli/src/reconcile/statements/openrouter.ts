import type { BilledLine } from './statement.ts'
import { countAt, isObject, type JsonObject, objectsAt, textAt } from './json-fields.ts'
import { signedUsdToNano } from './signed-usd.ts'
import type { StatementSource } from './statement-source.ts'

/**
 * OpenRouter's activity, as `/api/v1/activity` returns it for the last 30 whole days of UTC
 * (https://openrouter.ai/docs/api-reference/analytics/get-activity). One amount for all classes of tokens, no tiers, and no
 * counts of cached tokens: they are in the input, as reasoning is in the completion.
 */
export const openrouter: StatementSource = {
  name: 'openrouter',
  api: {
    keyName: 'OPENROUTER_API_KEY',
    baseUrl: 'https://openrouter.ai/api/v1',
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    reports: () => [{ path: '/activity', query: [] }],
  },
  read({ name, json }) {
    if (!isObject(json)) return undefined
    const rows = objectsAt(json, 'data').filter((row) => 'prompt_tokens' in row && 'usage' in row)
    if (rows.length === 0 && !(Array.isArray(json['data']) && json['data'].length === 0)) return undefined
    const lines = rows.flatMap(linesOf)
    const days = [...new Set(lines.map(({ day }) => day))]
    return { name, provider: 'openrouter', days, tellsTiers: false, splitsInput: false, lines }
  },
}

function linesOf(row: JsonObject): readonly BilledLine[] {
  const { usage } = row
  const shared = { day: (textAt(row, 'date') ?? '').slice(0, 10), model: textAt(row, 'model') }
  return [
    {
      ...shared,
      requests: countAt(row, 'requests'),
      nanoUsd: typeof usage === 'number' || typeof usage === 'string' ? signedUsdToNano(usage) : undefined,
    },
    { ...shared, billedClass: 'input', tokens: countAt(row, 'prompt_tokens') ?? 0 },
    { ...shared, billedClass: 'output', tokens: countAt(row, 'completion_tokens') ?? 0 },
  ]
}
