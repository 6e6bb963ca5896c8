import { attemptConditions } from '../attempt-kind.ts'
import type { SpendSum, SumName } from '../ledger.ts'
import { type LedgerRow, rowReader } from './row-reader.ts'

const { isRetry, isFallback } = attemptConditions(`coalesce(attempt_kind, '')`, 'attempt_index')

/** What one row of `call_rows` adds to each sum. The names are those of the columns of `hour_sums`. */
export const SUM_COLUMNS: Readonly<Record<string, string>> = {
  calls: 'call_count',
  priced_calls: count('nano_usd IS NOT NULL'),
  unpriced_calls: count(`status IN ('unpriced', 'invalid')`),
  estimated_calls: count(`status = 'estimated'`),
  unobserved_calls: count(`status = 'unobserved'`),
  failed_calls: count('error_type IS NOT NULL'),
  retried_calls: count(isRetry),
  fallback_calls: count(isFallback),
  cache_lookups: count('cache_result IS NOT NULL'),
  cache_hits: count(`cache_result IS NOT NULL AND cache_result <> 'miss'`),
  finished_calls: count('ending IS NOT NULL'),
  truncated_calls: count(`ending = 'truncated'`),
  nano_usd: 'coalesce(nano_usd, 0)',
  input_nano_usd: 'input_nano_usd',
  output_nano_usd: 'output_nano_usd',
  cache_read_nano_usd: 'cache_read_nano_usd',
  cache_write_nano_usd: 'cache_write_nano_usd',
  reasoning_nano_usd: 'reasoning_nano_usd',
  audio_nano_usd: 'audio_nano_usd',
  image_nano_usd: 'image_nano_usd',
  tool_nano_usd: 'tool_nano_usd',
  request_nano_usd: 'request_nano_usd',
  at_risk_nano_usd: 'at_risk_nano_usd',
  saved_nano_usd: 'saved_nano_usd',
  retried_nano_usd: `if(${isRetry}, coalesce(nano_usd, 0), 0)`,
  fallback_nano_usd: `if(${isFallback}, coalesce(nano_usd, 0), 0)`,
  retrieval_nano_usd: 'retrieval_nano_usd',
  input_tokens: 'input_tokens',
  output_tokens: 'output_tokens',
  cache_read_tokens: 'cache_read_tokens',
  cache_write_tokens: 'cache_write_tokens',
  reasoning_tokens: 'reasoning_tokens',
  duration_nano: 'duration_nano',
}

/** The sums in a row that has them under the names above. */
export function spendSumOfRow(row: LedgerRow): SpendSum {
  const { count: counted, integer } = rowReader(row)
  return {
    calls: counted('calls'),
    pricedCalls: counted('priced_calls'),
    unpricedCalls: counted('unpriced_calls'),
    estimatedCalls: counted('estimated_calls'),
    unobservedCalls: counted('unobserved_calls'),
    failedCalls: counted('failed_calls'),
    retriedCalls: counted('retried_calls'),
    fallbackCalls: counted('fallback_calls'),
    cacheLookups: counted('cache_lookups'),
    cacheHits: counted('cache_hits'),
    finishedCalls: counted('finished_calls'),
    truncatedCalls: counted('truncated_calls'),

    nanoUsd: integer('nano_usd'),
    parts: {
      input: integer('input_nano_usd'),
      output: integer('output_nano_usd'),
      cacheRead: integer('cache_read_nano_usd'),
      cacheWrite: integer('cache_write_nano_usd'),
      reasoning: integer('reasoning_nano_usd'),
      audio: integer('audio_nano_usd'),
      image: integer('image_nano_usd'),
      tool: integer('tool_nano_usd'),
      request: integer('request_nano_usd'),
    },
    atRiskNanoUsd: integer('at_risk_nano_usd'),
    savedNanoUsd: integer('saved_nano_usd'),
    retriedNanoUsd: integer('retried_nano_usd'),
    fallbackNanoUsd: integer('fallback_nano_usd'),
    retrievalNanoUsd: integer('retrieval_nano_usd'),

    inputTokens: counted('input_tokens'),
    outputTokens: counted('output_tokens'),
    cacheReadTokens: counted('cache_read_tokens'),
    cacheWriteTokens: counted('cache_write_tokens'),
    reasoningTokens: counted('reasoning_tokens'),
    durationMillis: counted('duration_nano') / 1e6,
  }
}

/** The columns that a sum is read from. */
export function columnsOf(name: SumName): readonly string[] {
  if (name === 'parts') return PARTS.map((part) => `${snakeCase(part)}_nano_usd`)
  return [name === 'durationMillis' ? 'duration_nano' : snakeCase(name)]
}

const PARTS = ['input', 'output', 'cacheRead', 'cacheWrite', 'reasoning', 'audio', 'image', 'tool', 'request'] as const

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function count(condition: string): string {
  return `if(${condition}, call_count, 0)`
}
