import { PRICED_OPERATIONS } from '@costspan/cost/prices'
import type { ReceivedSpan } from '../receiver/received-span.ts'
import * as names from '../semconv.ts'
import { attributeReader, type AttributeReader } from './attribute-reader.ts'
import { callIds } from './call-ids.ts'
import type { CallRecord, CallTokens, CostParts, CostStatus } from './call-record.ts'

/** The row of a span; `undefined` when the span is not a call. */
export function callOfSpan(span: ReceivedSpan): CallRecord | undefined {
  return readCall(span, attributeReader(span.attributes), attributeReader(span.resource))
}

/** The same of a span whose attributes are read in another way, such as from a database that keeps all of them as texts. */
export function readCall(
  span: Pick<ReceivedSpan, 'traceId' | 'spanId' | 'parentSpanId' | 'startUnixNano' | 'endUnixNano'>,
  read: AttributeReader,
  resource: AttributeReader,
): CallRecord | undefined {
  const operation = read.text(names.GEN_AI_OPERATION_NAME)
  const status = statusOf(read)
  if (operation === undefined || status === undefined || !PRICED_OPERATIONS.has(operation)) return undefined
  const secondsToFirstChunk = read.number(names.GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK)
  return {
    ...callIds(span, read),
    parentSpanId: span.parentSpanId,
    origin: 'otlp',
    calls: 1,
    startUnixNano: span.startUnixNano,
    durationMillis: Number(span.endUnixNano - span.startUnixNano) / 1e6,
    timeToFirstChunkMillis: secondsToFirstChunk === undefined ? undefined : secondsToFirstChunk * 1000,

    service: resource.text(names.SERVICE_NAME),
    version: resource.text(names.SERVICE_VERSION),
    revision: resource.text(names.VCS_REVISION),
    operation,
    provider: read.text(names.GEN_AI_PROVIDER_NAME),
    requestModel: read.text(names.GEN_AI_REQUEST_MODEL),
    responseModel: read.text(names.GEN_AI_RESPONSE_MODEL),
    serviceTier: serviceTierOf(read),
    region: read.text(names.COSTSPAN_REGION),
    temperature: read.number(names.GEN_AI_REQUEST_TEMPERATURE),
    maxTokens: read.number(names.GEN_AI_REQUEST_MAX_TOKENS),
    promptHash: read.text(names.COSTSPAN_PROMPT_HASH),
    promptBreak: read.text(names.COSTSPAN_PROMPT_BREAK_CAUSE),
    promptLostNanoUsd: read.number(names.COSTSPAN_PROMPT_LOST_NANO_USD),
    finishReasons: read.texts(names.GEN_AI_RESPONSE_FINISH_REASONS),
    errorType: read.text(names.ERROR_TYPE),
    attemptKind: read.text(names.COSTSPAN_ATTEMPT_KIND),
    attemptIndex: attemptIndexOf(read),

    status,
    unpricedReason: read.text(names.COSTSPAN_COST_UNPRICED_REASON),
    nanoUsd: status === 'failed' ? 0n : read.integer(names.COSTSPAN_COST_NANO_USD),
    parts: partsOf(read),
    atRiskNanoUsd: read.integer(names.COSTSPAN_AT_RISK_NANO_USD) ?? 0n,
    priceVersion: read.text(names.COSTSPAN_PRICE_VERSION),
    tokens: tokensOf(read),
    retrievalShare: read.number(names.COSTSPAN_RETRIEVAL_SHARE),
    retrievalNanoUsd: nanoOf(read, names.COSTSPAN_COST_RETRIEVAL),
    retrievalOverlap: read.number(names.COSTSPAN_RETRIEVAL_OVERLAP),
    cacheResult: read.text(names.COSTSPAN_CACHE_RESULT),
    savedNanoUsd: read.integer(names.COSTSPAN_SAVED_NANO_USD) ?? 0n,
    savedKind: read.text(names.COSTSPAN_SAVED_KIND),
    overheadKind: read.text(names.COSTSPAN_OVERHEAD_KIND),

    feature: read.text(names.COSTSPAN_FEATURE),
    user: read.text(names.USER_ID),
    session: read.text(names.SESSION_ID),
    team: read.text(names.COSTSPAN_TEAM),
    tenant: read.text(names.COSTSPAN_TENANT),
    tier: read.text(names.COSTSPAN_TIER),
    run: read.text(names.COSTSPAN_RUN),
    conversation: read.text(names.GEN_AI_CONVERSATION_ID),
    agent: read.text(names.GEN_AI_AGENT_NAME),
  }
}

/** A span with neither a status nor an error was not looked at by anything that prices calls. */
function statusOf(read: AttributeReader): CostStatus | undefined {
  const status = read.text(names.COSTSPAN_COST_STATUS)
  // A second span of a call that another one counts.
  if (status === 'counted_elsewhere') return undefined
  if (status !== undefined) return COST_STATUSES.find((known) => known === status) ?? 'invalid'
  return read.text(names.ERROR_TYPE) === undefined ? undefined : 'failed'
}

export const COST_STATUSES: readonly CostStatus[] = ['reported', 'estimated', 'unobserved', 'unpriced', 'invalid']

/**
 * Who retries around an SDK counts attempts, and so does an SDK that sends again by itself; whoever writes both may not know of
 * the other, so that the larger of the two counts.
 */
function attemptIndexOf(read: AttributeReader): number {
  return Math.max(read.count(names.COSTSPAN_ATTEMPT_INDEX) ?? 0, read.count(names.HTTP_REQUEST_RESEND_COUNT) ?? 0)
}

function serviceTierOf(read: AttributeReader): string | undefined {
  return (
    read.text(names.COSTSPAN_SERVICE_TIER) ??
    read.text(names.OPENAI_RESPONSE_SERVICE_TIER) ??
    read.text(names.ANTHROPIC_RESPONSE_SERVICE_TIER)
  )
}

function partsOf(read: AttributeReader): CostParts {
  const part = (name: string): bigint => nanoOf(read, name)
  return {
    input: part(names.COSTSPAN_COST_INPUT),
    output: part(names.COSTSPAN_COST_OUTPUT),
    cacheRead: part(names.COSTSPAN_COST_CACHE_READ),
    cacheWrite: part(names.COSTSPAN_COST_CACHE_WRITE),
    reasoning: part(names.COSTSPAN_COST_REASONING),
    audio: part(names.COSTSPAN_COST_AUDIO),
    image: part(names.COSTSPAN_COST_IMAGE),
    tool: part(names.COSTSPAN_COST_TOOL),
    request: part(names.COSTSPAN_COST_REQUEST),
  }
}

/** Spans carry parts of a cost in USD. The nearest whole nano-USD is what was meant, up to a few million dollars. */
function nanoOf(read: AttributeReader, name: string): bigint {
  const nano = Math.round((read.number(name) ?? 0) * 1e9)
  return Number.isSafeInteger(nano) ? BigInt(nano) : 0n
}

function tokensOf(read: AttributeReader): CallTokens {
  return {
    input: read.count(names.USAGE_INPUT) ?? 0,
    output: read.count(names.USAGE_OUTPUT) ?? 0,
    cacheRead: read.count(names.USAGE_CACHE_READ) ?? 0,
    cacheWrite: read.count(names.USAGE_CACHE_WRITE) ?? read.count(names.USAGE_CACHE_CREATION) ?? 0,
    reasoning: read.count(names.USAGE_REASONING) ?? 0,
  }
}
