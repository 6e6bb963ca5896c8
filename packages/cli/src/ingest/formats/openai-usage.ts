import { importedCall } from '../imported-call.ts'
import type { IngestFormat } from '../ingest-format.ts'
import { importReader } from '../read/import-reader.ts'

/**
 * The usage of completions or embeddings that OpenAI's dashboard exports as CSV: one row for a span of time, project, key and
 * model. Its columns are those of the API (https://platform.openai.com/docs/api-reference/usage), in which the input includes what
 * was read from the prompt cache and what was written to it; see test/fixtures/ingest/sources.json.
 */
export const openaiUsage: IngestFormat = {
  name: 'openai-usage',
  summary: "OpenAI's usage export (CSV)",
  isUsageReport: true,
  recognises: (names) => ['num_model_requests', 'input_tokens', 'start_time'].every((name) => names.has(name)),
  calls(row, book) {
    const read = importReader(row)
    const start = read.millis('start_time_iso', 'start_time')
    if (start === undefined) throw new TypeError('start_time is needed')
    const requests = read.number('num_model_requests') ?? 0
    const input = read.number('input_tokens') ?? 0
    const output = read.number('output_tokens')
    // The dashboard writes a row for each span of time, be it empty.
    if (requests === 0 && input === 0) return []
    return [
      importedCall(
        {
          origin: 'openai-usage',
          id: JSON.stringify(IDENTITY.map((name) => read.text(name) ?? null)),
          atMillis: start,
          contextTokens: requests > 0 ? input / requests : 0,
          tokens: {
            input,
            output: output ?? 0,
            cacheRead: read.number('input_cached_tokens') ?? 0,
            cacheWrite: read.number('input_cache_write_tokens') ?? 0,
          },
          kept: {
            calls: Math.max(1, Math.round(requests)),
            operation: output === undefined ? 'embeddings' : 'chat',
            provider: 'openai',
            requestModel: read.text('model'),
            serviceTier: read.text('batch')?.toLowerCase() === 'true' ? 'batch' : read.text('service_tier'),
            tenant: read.text('project_name', 'project_id'),
            user: read.text('user_id'),
          },
        },
        book,
      ),
    ]
  },
}

/** What the export is grouped by, and so what tells its rows apart; the counts may be corrected later. */
const IDENTITY = ['start_time', 'end_time', 'project_id', 'user_id', 'api_key_id', 'model', 'batch', 'service_tier']
