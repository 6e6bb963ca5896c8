import { usdToNano } from '@costspan/cost/prices'
import type { CostParts } from '../../ledger/call-record.ts'
import { importedCall } from '../imported-call.ts'
import type { IngestFormat } from '../ingest-format.ts'
import { importReader } from '../read/import-reader.ts'
import type { ImportRow } from '../read/read-rows.ts'

/**
 * Observations that Langfuse exports, from its page or to a bucket, as CSV, JSON or JSON lines; and those of its API.
 * Its fields: https://langfuse.com/docs/api-and-data-platform/features/blob-storage-export-fields;
 * see test/fixtures/ingest/sources.json.
 */
export const langfuse: IngestFormat = {
  name: 'langfuse',
  summary: 'observations that Langfuse exports (CSV, JSON or JSON lines)',
  isUsageReport: false,
  recognises: (names) =>
    ['trace_id', 'traceId'].some((name) => names.has(name)) &&
    ['usage_details', 'usageDetails'].some((name) => names.has(name)),
  calls(row, book) {
    const read = importReader(row)
    if (!MODEL_CALLS.has(read.text('type')?.toUpperCase() ?? '')) return []
    const start = read.millis('start_time', 'startTime')
    const id = read.text('id')
    if (start === undefined || id === undefined) throw new TypeError('id and start_time are needed')
    const end = read.millis('end_time', 'endTime')
    const first = read.millis('completion_start_time', 'completionStartTime')
    const costs = read.object('cost_details', 'costDetails')
    const parameters = importReader(read.object('model_parameters', 'modelParameters'))
    return [
      importedCall(
        {
          origin: 'langfuse',
          id,
          trace: read.text('trace_id', 'traceId'),
          atMillis: start,
          durationMillis: end === undefined ? undefined : end - start,
          usd: read.amount('total_cost', 'totalCost') ?? importReader(costs).amount('total'),
          parts: partsOf(costs),
          tokens: tokensOf(read.object('usage_details', 'usageDetails')),
          kept: {
            operation: read.text('type')?.toUpperCase() === 'EMBEDDING' ? 'embeddings' : 'chat',
            requestModel: read.text('provided_model_name', 'providedModelName', 'model'),
            timeToFirstChunkMillis: first === undefined ? undefined : first - start,
            temperature: parameters.number('temperature'),
            maxTokens: parameters.number('max_tokens', 'maxTokens', 'max_completion_tokens'),
            feature: read.text('trace_name', 'traceName'),
            user: read.text('user_id', 'userId'),
            session: read.text('session_id', 'sessionId'),
            errorType: read.text('level') === 'ERROR' ? 'ERROR' : undefined,
          },
        },
        book,
      ),
    ]
  },
}

const MODEL_CALLS: ReadonlySet<string> = new Set(['GENERATION', 'EMBEDDING'])

/** Keys of usage stand beside each other: `input` leaves out what `input_cached_tokens` has. `total` is their sum. */
function tokensOf(usage: ImportRow): {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly reasoning: number
} {
  const sum = (isMeant: (key: string) => boolean): number =>
    Object.keys(usage)
      .filter((key) => key !== 'total' && isMeant(key))
      .reduce((total, key) => total + (importReader(usage).number(key) ?? 0), 0)
  return {
    input: sum((key) => key.includes('input')),
    output: sum((key) => key.includes('output')),
    cacheRead: sum(isCacheRead),
    cacheWrite: sum(isCacheWrite),
    reasoning: sum((key) => key.includes('output') && key.includes('reasoning')),
  }
}

function isCacheRead(key: string): boolean {
  return /input/.test(key) && /cached|cache_read/.test(key)
}

function isCacheWrite(key: string): boolean {
  return /input/.test(key) && /cache_creation|cache_write/.test(key)
}

function partsOf(costs: ImportRow): Partial<CostParts> {
  const parts = { input: 0n, output: 0n, cacheRead: 0n, cacheWrite: 0n, reasoning: 0n }
  for (const key of Object.keys(costs)) {
    const amount = usdToNano(importReader(costs).amount(key) ?? '0') ?? 0n
    const part = partOf(key)
    if (part !== undefined) parts[part] += amount
  }
  return parts
}

function partOf(key: string): 'input' | 'output' | 'cacheRead' | 'cacheWrite' | 'reasoning' | undefined {
  if (isCacheRead(key)) return 'cacheRead'
  if (isCacheWrite(key)) return 'cacheWrite'
  if (key.includes('output')) return key.includes('reasoning') ? 'reasoning' : 'output'
  return key.includes('input') ? 'input' : undefined
}
