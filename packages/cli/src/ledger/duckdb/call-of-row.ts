import type { CallRecord, CostStatus } from '../call-record.ts'
import { type LedgerRow, rowReader } from './row-reader.ts'

/** The call that a row of the table `call_rows` holds. */
export function callOfRow(row: LedgerRow): CallRecord {
  const read = rowReader(row)
  return {
    traceId: read.hex('trace_id', 32) ?? '',
    spanId: read.hex('span_id', 16) ?? '',
    parentSpanId: read.hex('parent_span_id', 16),
    origin: read.text('origin') ?? '',
    calls: read.count('call_count'),
    startUnixNano: read.integer('start_nano'),
    durationMillis: read.count('duration_nano') / 1e6,
    timeToFirstChunkMillis: read.number('first_chunk_millis'),

    service: read.text('service'),
    operation: read.text('operation') ?? '',
    provider: read.text('provider'),
    requestModel: read.text('request_model'),
    responseModel: read.text('response_model'),
    serviceTier: read.text('service_tier'),
    region: read.text('region'),
    temperature: read.number('temperature'),
    maxTokens: read.number('max_tokens'),
    promptHash: read.text('prompt_hash'),
    finishReasons: read.texts('finish_reasons'),
    errorType: read.text('error_type'),
    attemptKind: read.text('attempt_kind'),
    attemptIndex: read.count('attempt_index'),

    status: read.text('status') as CostStatus,
    unpricedReason: read.text('unpriced_reason'),
    nanoUsd: row['nano_usd'] === null ? undefined : read.integer('nano_usd'),
    parts: {
      input: read.integer('input_nano_usd'),
      output: read.integer('output_nano_usd'),
      cacheRead: read.integer('cache_read_nano_usd'),
      cacheWrite: read.integer('cache_write_nano_usd'),
      reasoning: read.integer('reasoning_nano_usd'),
      audio: read.integer('audio_nano_usd'),
      image: read.integer('image_nano_usd'),
      tool: read.integer('tool_nano_usd'),
      request: read.integer('request_nano_usd'),
    },
    atRiskNanoUsd: read.integer('at_risk_nano_usd'),
    priceVersion: read.text('price_version'),
    tokens: {
      input: read.count('input_tokens'),
      output: read.count('output_tokens'),
      cacheRead: read.count('cache_read_tokens'),
      cacheWrite: read.count('cache_write_tokens'),
      reasoning: read.count('reasoning_tokens'),
    },
    retrievalShare: read.number('retrieval_share'),
    retrievalNanoUsd: read.integer('retrieval_nano_usd'),
    cacheResult: read.text('cache_result'),
    savedNanoUsd: read.integer('saved_nano_usd'),

    feature: read.text('feature'),
    user: read.text('user_id'),
    session: read.text('session_id'),
    team: read.text('team'),
    tenant: read.text('tenant'),
    tier: read.text('tier'),
    run: read.text('run'),
    conversation: read.text('conversation'),
    agent: read.text('agent'),
  }
}
