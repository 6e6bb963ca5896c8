import type { ReceivedSpan } from '../receiver/received-span.ts'
import * as names from '../semconv.ts'
import { attributeReader, type AttributeReader } from './attribute-reader.ts'

/**
 * A call: one row of the ledger, made from one priced span. Spans around calls (agents, tools, workflows) are not calls,
 * because what they cost is the cost of the calls inside them.
 */
export interface CallRecord {
  readonly traceId: string
  readonly spanId: string
  readonly startUnixNano: bigint
  readonly durationMillis: number
  readonly timeToFirstChunkMillis: number | undefined

  readonly service: string | undefined
  readonly operation: string
  readonly provider: string | undefined
  readonly requestModel: string | undefined
  readonly responseModel: string | undefined
  readonly finishReasons: readonly string[]
  readonly errorType: string | undefined
  readonly attemptKind: string | undefined
  /** 0 for the first attempt, 1 when the call was retried once. */
  readonly attemptIndex: number

  readonly status: CostStatus
  readonly unpricedReason: string | undefined
  /** What the call cost; `undefined` when that is not known, which is not 0. */
  readonly nanoUsd: bigint | undefined
  /** What attempts without an answer may have cost beyond `nanoUsd`, at the most. */
  readonly atRiskNanoUsd: bigint
  readonly priceVersion: string | undefined
  readonly tokens: CallTokens

  readonly feature: string | undefined
  readonly user: string | undefined
  readonly session: string | undefined
  readonly team: string | undefined
  readonly tenant: string | undefined
  readonly tier: string | undefined
}

/**
 * How well the cost of a call is known: its usage was reported by the provider, or estimated on our side; it was sent and
 * nothing came back (`unobserved`); there is no price for it; or its usage contradicts itself. A call that `failed` was
 * refused, or failed in a way that providers do not bill: that costs nothing.
 */
export type CostStatus = 'reported' | 'estimated' | 'unobserved' | 'unpriced' | 'invalid' | 'failed'

/** Totals, and their parts: cache reads and writes are in `input`, reasoning is in `output`. */
export interface CallTokens {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly reasoning: number
}

/** The row of a span; `undefined` when the span is not a call. */
export function callRecord(span: ReceivedSpan): CallRecord | undefined {
  const read = attributeReader(span.attributes)
  const operation = read.text(names.GEN_AI_OPERATION_NAME)
  const status = statusOf(read)
  if (operation === undefined || status === undefined || !CALL_OPERATIONS.has(operation)) return undefined
  const secondsToFirstChunk = read.number(names.GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK)
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    startUnixNano: span.startUnixNano,
    durationMillis: Number(span.endUnixNano - span.startUnixNano) / 1e6,
    timeToFirstChunkMillis: secondsToFirstChunk === undefined ? undefined : secondsToFirstChunk * 1000,

    service: attributeReader(span.resource).text(names.SERVICE_NAME),
    operation,
    provider: read.text(names.GEN_AI_PROVIDER_NAME),
    requestModel: read.text(names.GEN_AI_REQUEST_MODEL),
    responseModel: read.text(names.GEN_AI_RESPONSE_MODEL),
    finishReasons: read.texts(names.GEN_AI_RESPONSE_FINISH_REASONS),
    errorType: read.text(names.ERROR_TYPE),
    attemptKind: read.text(names.COSTSPAN_ATTEMPT_KIND),
    attemptIndex: read.number(names.COSTSPAN_ATTEMPT_INDEX) ?? read.number(names.HTTP_REQUEST_RESEND_COUNT) ?? 0,

    status,
    unpricedReason: read.text(names.COSTSPAN_COST_UNPRICED_REASON),
    nanoUsd: status === 'failed' ? 0n : read.integer(names.COSTSPAN_COST_NANO_USD),
    atRiskNanoUsd: read.integer(names.COSTSPAN_AT_RISK_NANO_USD) ?? 0n,
    priceVersion: read.text(names.COSTSPAN_PRICE_VERSION),
    tokens: tokensOf(read),

    feature: read.text(names.COSTSPAN_FEATURE),
    user: read.text(names.USER_ID),
    session: read.text(names.SESSION_ID),
    team: read.text(names.COSTSPAN_TEAM),
    tenant: read.text(names.COSTSPAN_TENANT),
    tier: read.text(names.COSTSPAN_TIER),
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

const COST_STATUSES: readonly CostStatus[] = ['reported', 'estimated', 'unobserved', 'unpriced', 'invalid']

/** The operations in which a model is paid for. */
const CALL_OPERATIONS: ReadonlySet<string> = new Set([
  'chat',
  'generate_content',
  'text_completion',
  'embeddings',
  'image_generation',
  'speech',
  'transcription',
  'rerank',
  'moderation',
])

function tokensOf(read: AttributeReader): CallTokens {
  return {
    input: read.number(names.USAGE_INPUT) ?? 0,
    output: read.number(names.USAGE_OUTPUT) ?? 0,
    cacheRead: read.number(names.USAGE_CACHE_READ) ?? 0,
    cacheWrite: read.number(names.USAGE_CACHE_WRITE) ?? read.number(names.USAGE_CACHE_CREATION) ?? 0,
    reasoning: read.number(names.USAGE_REASONING) ?? 0,
  }
}
