import { importedCall } from '../imported-call.ts'
import type { IngestFormat } from '../ingest-format.ts'
import { importReader } from '../read/import-reader.ts'

/**
 * The spend logs of the LiteLLM proxy: the table `LiteLLM_SpendLogs` or `/spend/logs`, as CSV or JSON.
 * Its columns: https://github.com/BerriAI/litellm/blob/main/schema.prisma;
 * see test/fixtures/ingest/sources.json.
 */
export const litellm: IngestFormat = {
  name: 'litellm',
  summary: 'spend logs of the LiteLLM proxy (CSV or JSON)',
  isUsageReport: false,
  recognises: (names) => ['request_id', 'spend', 'prompt_tokens', 'startTime'].every((name) => names.has(name)),
  calls(row, book) {
    const read = importReader(row)
    const [start, end, first] = [read.millis('startTime'), read.millis('endTime'), read.millis('completionStartTime')]
    const id = read.text('request_id')
    if (start === undefined || id === undefined) throw new TypeError('request_id and startTime are needed')
    const metadata = read.object('metadata')
    const usage = importReader(importReader(metadata).object('usage_object', 'additional_usage_values'))
    const details = importReader(usage.object('prompt_tokens_details'))
    const isHit = read.text('cache_hit')?.toLowerCase() === 'true'
    return [
      importedCall(
        {
          origin: 'litellm',
          id,
          atMillis: start,
          durationMillis: end === undefined ? undefined : end - start,
          usd: read.amount('spend'),
          tokens: {
            input: read.number('prompt_tokens') ?? 0,
            output: read.number('completion_tokens') ?? 0,
            cacheRead: details.number('cached_tokens') ?? usage.number('cache_read_input_tokens') ?? 0,
            cacheWrite: usage.number('cache_creation_input_tokens') ?? 0,
          },
          kept: {
            operation: OPERATIONS[read.text('call_type') ?? ''] ?? 'chat',
            provider: read.text('custom_llm_provider'),
            requestModel: read.text('model_group', 'model'),
            responseModel: read.text('model'),
            timeToFirstChunkMillis: first === undefined || first === end ? undefined : first - start,
            user: read.text('end_user', 'user'),
            session: read.text('session_id'),
            team: read.text('team_alias', 'team_id'),
            errorType: read.text('status') === 'failure' ? 'failure' : undefined,
            cacheResult: isHit ? 'exact' : undefined,
          },
        },
        book,
      ),
    ]
  },
}

const OPERATIONS: Readonly<Record<string, string>> = {
  embedding: 'embeddings',
  aembedding: 'embeddings',
  text_completion: 'text_completion',
  atext_completion: 'text_completion',
  image_generation: 'image_generation',
  aimage_generation: 'image_generation',
  rerank: 'rerank',
  arerank: 'rerank',
  transcription: 'transcription',
  atranscription: 'transcription',
  speech: 'speech',
  aspeech: 'speech',
}
