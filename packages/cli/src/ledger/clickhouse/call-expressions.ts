import { PRICED_OPERATIONS } from '@costspan/cost/prices'
import * as names from '../../semconv.ts'
import { attemptConditions } from '../attempt-kind.ts'
import { COST_STATUSES } from '../call-of-span.ts'
import type { LedgerDimension, Measure } from '../ledger.ts'
import { TRUNCATED } from '../truncated.ts'
import { sqlText } from './sql-text.ts'

/** What a dimension of a call is, over the table of spans that the Collector's exporter writes; NULL where it has none. */
export const DIMENSIONS: Readonly<Record<LedgerDimension, string>> = {
  feature: text(names.COSTSPAN_FEATURE),
  user: text(names.USER_ID),
  session: text(names.SESSION_ID),
  team: text(names.COSTSPAN_TEAM),
  tenant: text(names.COSTSPAN_TENANT),
  tier: text(names.COSTSPAN_TIER),
  run: text(names.COSTSPAN_RUN),
  conversation: text(names.GEN_AI_CONVERSATION_ID),
  agent: text(names.GEN_AI_AGENT_NAME),
  service: resource(names.SERVICE_NAME),
  version: resource(names.SERVICE_VERSION),
  revision: resource(names.VCS_REVISION),
  provider: text(names.GEN_AI_PROVIDER_NAME),
  model: `coalesce(${text(names.GEN_AI_RESPONSE_MODEL)}, ${text(names.GEN_AI_REQUEST_MODEL)})`,
  requestModel: text(names.GEN_AI_REQUEST_MODEL),
  operation: text(names.GEN_AI_OPERATION_NAME),
  serviceTier: `coalesce(${[
    names.COSTSPAN_SERVICE_TIER,
    names.OPENAI_RESPONSE_SERVICE_TIER,
    names.ANTHROPIC_RESPONSE_SERVICE_TIER,
  ]
    .map(text)
    .join(', ')})`,
  region: text(names.COSTSPAN_REGION),
  status: statusExpression(),
  unpricedReason: text(names.COSTSPAN_COST_UNPRICED_REASON),
  finishReason: `nullIf(JSONExtractString(${attribute(names.GEN_AI_RESPONSE_FINISH_REASONS)}, 1), '')`,
  errorType: text(names.ERROR_TYPE),
  attemptKind: text(names.COSTSPAN_ATTEMPT_KIND),
  cacheResult: text(names.COSTSPAN_CACHE_RESULT),
  savedKind: text(names.COSTSPAN_SAVED_KIND),
  overheadKind: text(names.COSTSPAN_OVERHEAD_KIND),
  promptHash: text(names.COSTSPAN_PROMPT_HASH),
  promptBreak: text(names.COSTSPAN_PROMPT_BREAK_CAUSE),
  priceVersion: text(names.COSTSPAN_PRICE_VERSION),
  origin: `'otlp'`,
  traceId: batchId(1, 32, 'TraceId'),
  spanId: batchId(33, 16, 'SpanId'),
}

const INPUT = count(names.USAGE_INPUT)
const OUTPUT = count(names.USAGE_OUTPUT)

/** What a measure of a call is; NULL where it is not known or has no meaning. */
export const MEASURES: Readonly<Record<Measure, string>> = {
  nanoUsd: `toFloat64(${nanoUsd()})`,
  inputTokens: INPUT,
  outputTokens: OUTPUT,
  outputPerInput: `if(${INPUT} > 0, ${OUTPUT} / ${INPUT}, NULL)`,
  durationMillis: 'Duration / 1e6',
  timeToFirstChunkMillis: `${double(names.GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK)} * 1000`,
  tokensPerSecond: `if(Duration > 0 AND ${OUTPUT} > 0, ${OUTPUT} / (Duration / 1e6 / 1000), NULL)`,
  maxTokens: double(names.GEN_AI_REQUEST_MAX_TOKENS),
  retrievalShare: double(names.COSTSPAN_RETRIEVAL_SHARE),
  retrievalOverlap: double(names.COSTSPAN_RETRIEVAL_OVERLAP),
  promptLostNanoUsd: double(names.COSTSPAN_PROMPT_LOST_NANO_USD),
  attemptIndex: attemptIndex(),
}

const NANO = `coalesce(${nanoUsd()}, 0)`
const { isRetry, isFallback } = attemptConditions(attribute(names.COSTSPAN_ATTEMPT_KIND), attemptIndex())
const CACHE_RESULT = attribute(names.COSTSPAN_CACHE_RESULT)
const REASONS = `JSONExtract(${attribute(names.GEN_AI_RESPONSE_FINISH_REASONS)}, 'Array(String)')`

/** What a call adds to each sum, under the names that the columns of a ledger's sums have. */
export const SUMS: Readonly<Record<string, string>> = {
  calls: '1',
  priced_calls: `${nanoUsd()} IS NOT NULL`,
  unpriced_calls: `status IN ('unpriced', 'invalid')`,
  estimated_calls: `status = 'estimated'`,
  unobserved_calls: `status = 'unobserved'`,
  failed_calls: `${attribute(names.ERROR_TYPE)} != ''`,
  retried_calls: isRetry,
  fallback_calls: isFallback,
  cache_lookups: `${CACHE_RESULT} != ''`,
  cache_hits: `${CACHE_RESULT} NOT IN ('', 'miss')`,
  finished_calls: `notEmpty(${REASONS})`,
  truncated_calls: `hasAny(${REASONS}, [${TRUNCATED.map(sqlText).join(', ')}])`,
  nano_usd: NANO,
  input_nano_usd: nanoOf(names.COSTSPAN_COST_INPUT),
  output_nano_usd: nanoOf(names.COSTSPAN_COST_OUTPUT),
  cache_read_nano_usd: nanoOf(names.COSTSPAN_COST_CACHE_READ),
  cache_write_nano_usd: nanoOf(names.COSTSPAN_COST_CACHE_WRITE),
  reasoning_nano_usd: nanoOf(names.COSTSPAN_COST_REASONING),
  audio_nano_usd: nanoOf(names.COSTSPAN_COST_AUDIO),
  image_nano_usd: nanoOf(names.COSTSPAN_COST_IMAGE),
  tool_nano_usd: nanoOf(names.COSTSPAN_COST_TOOL),
  request_nano_usd: nanoOf(names.COSTSPAN_COST_REQUEST),
  at_risk_nano_usd: `coalesce(${integer(names.COSTSPAN_AT_RISK_NANO_USD)}, 0)`,
  saved_nano_usd: `coalesce(${integer(names.COSTSPAN_SAVED_NANO_USD)}, 0)`,
  retried_nano_usd: `if(${isRetry}, ${NANO}, 0)`,
  fallback_nano_usd: `if(${isFallback}, ${NANO}, 0)`,
  retrieval_nano_usd: nanoOf(names.COSTSPAN_COST_RETRIEVAL),
  input_tokens: INPUT,
  output_tokens: OUTPUT,
  cache_read_tokens: count(names.USAGE_CACHE_READ),
  cache_write_tokens: `coalesce(${integer(names.USAGE_CACHE_WRITE)}, ${integer(names.USAGE_CACHE_CREATION)}, 0)`,
  reasoning_tokens: count(names.USAGE_REASONING),
  duration_nano: 'toInt64(Duration)',
}

/** Which spans are calls. */
export const IS_CALL: string = `${attribute(names.GEN_AI_OPERATION_NAME)} IN (${[...PRICED_OPERATIONS]
  .map(sqlText)
  .join(', ')}) AND (${attribute(names.COSTSPAN_COST_STATUS)} NOT IN ('', 'counted_elsewhere')
  OR (${attribute(names.COSTSPAN_COST_STATUS)} = '' AND ${attribute(names.ERROR_TYPE)} != ''))`

/** What makes a call the same one when its row is there again: the ids of its span, or the names of a result of a batch. */
export const IDENTITY: string = identity()

function attribute(name: string): string {
  return `SpanAttributes[${sqlText(name)}]`
}

function text(name: string): string {
  return `nullIf(${attribute(name)}, '')`
}

function resource(name: string): string {
  return `nullIf(ResourceAttributes[${sqlText(name)}], '')`
}

function integer(name: string): string {
  return `toInt64OrNull(${attribute(name)})`
}

function count(name: string): string {
  return `coalesce(${integer(name)}, 0)`
}

function double(name: string): string {
  return `toFloat64OrNull(${attribute(name)})`
}

/** Spans carry parts of a cost in USD. */
function nanoOf(name: string): string {
  return `toInt64(round(toFloat64OrZero(${attribute(name)}) * 1e9))`
}

function attemptIndex(): string {
  const index = integer(names.COSTSPAN_ATTEMPT_INDEX)
  const resends = integer(names.HTTP_REQUEST_RESEND_COUNT)
  return `greatest(coalesce(${index}, 0), coalesce(${resends}, 0))`
}

function nanoUsd(): string {
  return `if(status = 'failed', 0, ${integer(names.COSTSPAN_COST_NANO_USD)})`
}

function statusExpression(): string {
  const status = attribute(names.COSTSPAN_COST_STATUS)
  return `multiIf(${status} = '', 'failed', ${status} IN (${COST_STATUSES.map(sqlText).join(', ')}), ${status}, 'invalid')`
}

/** The ids of a call, or for a result of a batch the same digest of what identifies it that other ledgers make. */
function batchId(from: number, digits: number, own: string): string {
  const { batch, custom, isOfBatch } = batchNames()
  const parts = `[${text(names.GEN_AI_PROVIDER_NAME)}, ${batch}, ${custom}]`
  const digest = `lower(hex(SHA256(toJSONString(${parts}))))`
  return `if(${isOfBatch}, substring(${digest}, ${from}, ${digits}), ${own})`
}

function identity(): string {
  const { batch, custom, isOfBatch } = batchNames()
  const provider = attribute(names.GEN_AI_PROVIDER_NAME)
  return `if(${isOfBatch}, ${provider}, TraceId), if(${isOfBatch}, ${batch}, SpanId), if(${isOfBatch}, ${custom}, '')`
}

/** The names of a result of a batch, and whether a span has both. */
function batchNames(): { readonly batch: string; readonly custom: string; readonly isOfBatch: string } {
  const [batch, custom] = [attribute(names.COSTSPAN_BATCH_ID), attribute(names.COSTSPAN_BATCH_CUSTOM_ID)]
  return { batch, custom, isOfBatch: `(${batch} != '' AND ${custom} != '')` }
}
