import {
  BIGINT,
  DOUBLE,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  UBIGINT,
  UHUGEINT,
  VARCHAR,
  listValue,
} from '@duckdb/node-api'
import type { CallRecord } from '../call-record.ts'
import { TRUNCATED } from '../truncated.ts'

/** A column of the table `call_rows`, and what it holds of a call. */
export interface CallColumn {
  readonly name: string
  readonly type: DuckDBType
  readonly of: (call: CallRecord) => DuckDBValue
}

/**
 * The table of calls, one row each. Ids are stored as the numbers they are, which takes half the room of their digits; amounts
 * are nano-USD; `null` is what is not known.
 */
export const CALL_COLUMNS: readonly CallColumn[] = [
  { name: 'start_nano', type: BIGINT, of: (call) => within64Bits(call.startUnixNano) },
  { name: 'trace_id', type: UHUGEINT, of: (call) => BigInt(`0x${call.traceId}`) },
  { name: 'span_id', type: UBIGINT, of: (call) => BigInt(`0x${call.spanId}`) },
  {
    name: 'parent_span_id',
    type: UBIGINT,
    of: ({ parentSpanId }) => (parentSpanId === undefined ? null : BigInt(`0x${parentSpanId}`)),
  },
  { name: 'duration_nano', type: BIGINT, of: (call) => within64Bits(BigInt(Math.round(call.durationMillis * 1e6))) },
  double('first_chunk_millis', (call) => call.timeToFirstChunkMillis),

  text('origin', (call) => call.origin),
  { name: 'call_count', type: BIGINT, of: (call) => BigInt(call.calls) },
  text('service', (call) => call.service),
  text('version', (call) => call.version),
  text('revision', (call) => call.revision),
  text('operation', (call) => call.operation),
  text('provider', (call) => call.provider),
  text('request_model', (call) => call.requestModel),
  text('response_model', (call) => call.responseModel),
  text('service_tier', (call) => call.serviceTier),
  text('region', (call) => call.region),
  double('temperature', (call) => call.temperature),
  double('max_tokens', (call) => call.maxTokens),
  text('prompt_hash', (call) => call.promptHash),
  text('prompt_break', (call) => call.promptBreak),
  double('prompt_lost_nano_usd', (call) => call.promptLostNanoUsd),
  { name: 'finish_reasons', type: LIST(VARCHAR), of: (call) => listValue([...call.finishReasons]) },
  text('ending', endingOf),
  text('error_type', (call) => call.errorType),
  text('attempt_kind', (call) => call.attemptKind),
  { name: 'attempt_index', type: BIGINT, of: (call) => BigInt(call.attemptIndex) },

  text('feature', (call) => call.feature),
  text('user_id', (call) => call.user),
  text('session_id', (call) => call.session),
  text('team', (call) => call.team),
  text('tenant', (call) => call.tenant),
  text('tier', (call) => call.tier),
  text('run', (call) => call.run),
  text('conversation', (call) => call.conversation),
  text('agent', (call) => call.agent),

  tokens('input_tokens', (call) => call.tokens.input),
  tokens('output_tokens', (call) => call.tokens.output),
  tokens('cache_read_tokens', (call) => call.tokens.cacheRead),
  tokens('cache_write_tokens', (call) => call.tokens.cacheWrite),
  tokens('reasoning_tokens', (call) => call.tokens.reasoning),
  double('retrieval_share', (call) => call.retrievalShare),

  text('status', (call) => call.status),
  text('unpriced_reason', (call) => call.unpricedReason),
  text('price_version', (call) => call.priceVersion),
  { name: 'nano_usd', type: BIGINT, of: ({ nanoUsd }) => (nanoUsd === undefined ? null : within64Bits(nanoUsd)) },
  nano('input_nano_usd', (call) => call.parts.input),
  nano('output_nano_usd', (call) => call.parts.output),
  nano('cache_read_nano_usd', (call) => call.parts.cacheRead),
  nano('cache_write_nano_usd', (call) => call.parts.cacheWrite),
  nano('reasoning_nano_usd', (call) => call.parts.reasoning),
  nano('audio_nano_usd', (call) => call.parts.audio),
  nano('image_nano_usd', (call) => call.parts.image),
  nano('tool_nano_usd', (call) => call.parts.tool),
  nano('request_nano_usd', (call) => call.parts.request),
  nano('at_risk_nano_usd', (call) => call.atRiskNanoUsd),
  nano('retrieval_nano_usd', (call) => call.retrievalNanoUsd),
  double('retrieval_overlap', (call) => call.retrievalOverlap),
  text('cache_result', (call) => call.cacheResult),
  nano('saved_nano_usd', (call) => call.savedNanoUsd),
  text('saved_kind', (call) => call.savedKind),
  text('overhead_kind', (call) => call.overheadKind),
]

/** What sums need to know of the finish reasons, because to read lists of texts takes longer than all other columns. */
function endingOf({ finishReasons }: CallRecord): 'finished' | 'truncated' | undefined {
  if (finishReasons.some((reason) => TRUNCATED.includes(reason))) return 'truncated'
  return finishReasons.length > 0 ? 'finished' : undefined
}

function text(name: string, of: (call: CallRecord) => string | undefined): CallColumn {
  return { name, type: VARCHAR, of: (call) => of(call) ?? null }
}

function double(name: string, of: (call: CallRecord) => number | undefined): CallColumn {
  return { name, type: DOUBLE, of: (call) => of(call) ?? null }
}

/** Counts of tokens come from outside, as any number: a part of a token is no token. */
function tokens(name: string, of: (call: CallRecord) => number): CallColumn {
  return { name, type: BIGINT, of: (call) => within64Bits(BigInt(Math.trunc(of(call)))) }
}

function nano(name: string, of: (call: CallRecord) => bigint): CallColumn {
  return { name, type: BIGINT, of: (call) => within64Bits(of(call)) }
}

const MOST = 2n ** 63n - 1n

/** What a sender says may be beyond 64 bits with a sign, where the database would count on from the other end. */
export function within64Bits(value: bigint): bigint {
  if (value > MOST) return MOST
  return value < -MOST ? -MOST : value
}
