import { importedCall } from '../imported-call.ts'
import type { IngestFormat } from '../ingest-format.ts'
import { importReader } from '../read/import-reader.ts'

/**
 * The usage that Anthropic's console exports as CSV: one row for a day (or a shorter time), model, key, workspace and kind of
 * use. Its input columns stand beside each other. It does not say how many calls a row stands for; it counts as one.
 * What its columns mean: https://platform.claude.com/docs/en/build-with-claude/usage-cost-api;
 * the fixture has those of an export of the console, see test/fixtures/ingest/sources.json.
 */
export const anthropicUsage: IngestFormat = {
  name: 'anthropic-usage',
  summary: "Anthropic's usage export (CSV)",
  isUsageReport: true,
  recognises: (names) => ['usage_date_utc', 'model_version', 'usage_output_tokens'].every((name) => names.has(name)),
  calls(row, book) {
    const read = importReader(row)
    const start = read.millis('usage_date_utc')
    if (start === undefined) throw new TypeError('usage_date_utc is needed')
    const cacheRead = read.number('usage_input_tokens_cache_read') ?? 0
    const cacheWrite1h = read.number('usage_input_tokens_cache_write_1h') ?? 0
    const cacheWrite =
      (read.number('usage_input_tokens_cache_write_5m', 'usage_input_tokens_cache_write') ?? 0) + cacheWrite1h
    const input = (read.number('usage_input_tokens_no_cache') ?? 0) + cacheRead + cacheWrite
    const output = read.number('usage_output_tokens') ?? 0
    if (input + output === 0) return []
    return [
      importedCall(
        {
          origin: 'anthropic-usage',
          id: JSON.stringify(IDENTITY.map((name) => read.text(name) ?? null)),
          atMillis: start,
          contextTokens: isLong(read.text('context_window')) ? BEYOND_STANDARD_CONTEXT : 0,
          tokens: { input, output, cacheRead, cacheWrite, cacheWrite1h },
          kept: {
            provider: 'anthropic',
            requestModel: read.text('model_version'),
            serviceTier: read.text('usage_type'),
            region: regionOf(read.text('inference_geo')),
            tenant: read.text('workspace'),
          },
        },
        book,
      ),
    ]
  },
}

const IDENTITY = [
  'usage_date_utc',
  'model_version',
  'api_key',
  'workspace',
  'usage_type',
  'context_window',
  'inference_geo',
  'speed',
]

/** Calls with more input than this have prices of their own, where a model has them. */
const BEYOND_STANDARD_CONTEXT = 200_001

/** The export writes `≤ 200k` or `> 200k`. */
function isLong(contextWindow: string | undefined): boolean {
  return contextWindow?.startsWith('>') ?? false
}

/** Only inference that is bound to a place has another price. */
function regionOf(geo: string | undefined): string | undefined {
  return geo === undefined || geo === 'global' || geo === 'not_available' ? undefined : geo
}
