import type { Attributes } from '@opentelemetry/api'
import * as semconv from '../semconv.ts'
import { mayBeBilled } from './may-be-billed.ts'
import { PRICED_OPERATIONS } from './priced-operations.ts'
import { readUsage, type SpanUsage } from './read-usage.ts'

/** What the span of a call says, whoever made it. */
export interface CallFacts {
  readonly operation: string
  readonly provider: string | undefined
  readonly requestModel: string | undefined
  readonly responseModel: string | undefined
  readonly serviceTier: string | undefined
  readonly region: string | undefined
  readonly usage: SpanUsage | undefined
  /** The token counts were counted by us. */
  readonly isEstimated: boolean
  readonly errorType: string | undefined
  /** What the provider, or a gateway, said the call cost, in USD. */
  readonly returnedUsd: number | undefined
  /** Who said so. Default: the provider; `local` is whoever made the span. */
  readonly returnedBy?: 'local' | 'provider'
  /** HTTP requests beyond the first. */
  readonly resends: number
  readonly unobserved: UnobservedAttempts
  /** A cache has answered it: then it cost nothing, whatever its model costs. */
  readonly isCacheHit?: boolean
}

/** Attempts that were sent and brought no usage, with what each can have used at the most. */
export interface UnobservedAttempts {
  readonly count: number
  readonly maxInputTokens: number | undefined
  readonly maxOutputTokens: number | undefined
}

/** Results of asking a cache for which no provider was asked. */
const CACHE_HITS: ReadonlySet<unknown> = new Set(['exact', 'semantic'])

/** Reads a call from the attributes of a span, or undefined where the span is no call or has been priced before. */
export function readCall(attributes: Attributes): CallFacts | undefined {
  const operation = attributes[semconv.GEN_AI_OPERATION_NAME]
  if (typeof operation !== 'string' || !PRICED_OPERATIONS.has(operation)) return undefined
  if (attributes[semconv.COSTSPAN_COST_STATUS] !== undefined) return undefined

  const usage = readUsage(attributes, operation)
  const errorType = text(attributes[semconv.ERROR_TYPE])
  return {
    operation,
    provider: text(attributes[semconv.GEN_AI_PROVIDER_NAME]) ?? text(attributes[semconv.GEN_AI_SYSTEM]),
    requestModel: text(attributes[semconv.GEN_AI_REQUEST_MODEL]),
    responseModel: text(attributes[semconv.GEN_AI_RESPONSE_MODEL]),
    serviceTier:
      text(attributes[semconv.COSTSPAN_SERVICE_TIER]) ??
      text(attributes[semconv.OPENAI_RESPONSE_SERVICE_TIER]) ??
      text(attributes[semconv.ANTHROPIC_RESPONSE_SERVICE_TIER]),
    region: text(attributes[semconv.COSTSPAN_REGION]),
    usage,
    isEstimated: attributes[semconv.COSTSPAN_USAGE_ESTIMATED] === true || usage?.isPartial === true,
    errorType,
    returnedUsd: number(attributes[semconv.GEN_AI_COST_AMOUNT]),
    returnedBy: attributes[semconv.GEN_AI_COST_SOURCE] === 'local' ? 'local' : 'provider',
    resends: number(attributes[semconv.HTTP_REQUEST_RESEND_COUNT]) ?? 0,
    unobserved: readUnobserved(attributes, usage, errorType),
    isCacheHit: CACHE_HITS.has(attributes[semconv.COSTSPAN_CACHE_RESULT]),
  }
}

/** Our own spans count their unobserved attempts; of others we see whether the output, or all of the answer, is missing. */
function readUnobserved(
  attributes: Attributes,
  usage: SpanUsage | undefined,
  errorType: string | undefined,
): UnobservedAttempts {
  const isMissing = usage === undefined ? mayBeBilled(errorType) : usage.isPartial
  return {
    count: number(attributes[semconv.COSTSPAN_ATTEMPTS_UNOBSERVED]) ?? (isMissing ? 1 : 0),
    maxInputTokens:
      number(attributes[semconv.COSTSPAN_ATTEMPTS_MAX_INPUT]) ?? (usage?.isPartial === true ? 0 : undefined),
    maxOutputTokens:
      number(attributes[semconv.COSTSPAN_ATTEMPTS_MAX_OUTPUT]) ?? number(attributes[semconv.GEN_AI_REQUEST_MAX_TOKENS]),
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
