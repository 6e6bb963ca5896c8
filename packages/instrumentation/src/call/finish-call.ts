import { type Span, SpanStatusCode, type TimeInput } from '@opentelemetry/api'
import { type AttemptMark, noteOutcome } from '../attempts/attempt-mark.ts'
import {
  type CallAttempts,
  type CallDestination,
  isRetried,
  type LlmCall,
  lastMayBeBilled,
  unobservedRetries,
} from '../attempts/call-attempts.ts'
import type { CallEnd } from '../observe/call-observer.ts'
import type { CallResponse, Operation, PromptText, StreamFold, TokenUsage } from '../provider.ts'
import * as semconv from '../semconv.ts'
import { isCacheHit } from './cache-hit.ts'
import { type CallStart, requestOf } from './call-start.ts'
import { errorType, isAbort } from './error-type.ts'
import { estimateThenEnd } from './estimate-then-end.ts'
import { writeResponse, writeUsage } from './response-attributes.ts'
import { writeAttributes } from './span-attributes.ts'
import { setUnobserved } from './unobserved-attempts.ts'

/** What is known of a stream: its items so far, and what was asked. */
export interface StreamState {
  readonly fold: StreamFold<unknown> | undefined
  readonly prompt: PromptText | undefined
}

/** Completes the span of a call with how it ended, and ends it: at once, or when its tokens are counted. */
export function finishCall(
  start: CallStart,
  span: Span,
  { attempts, destination, mark }: LlmCall,
  { fold, prompt }: StreamState,
  end: CallEnd,
  endTime: TimeInput,
): void {
  const { operation, params } = start
  const error = end.reason === 'failed' ? end.error : undefined
  const response = responseOf(end, operation, params, fold)
  const isHit = isCacheHit(span)
  const usage = fold === undefined || fold.hasFinalUsage() ? response.usage : undefined
  writeAttributes(span, (attributes) => {
    writeResponse(attributes, isHit ? withoutAmounts(response) : response)
    if (usage !== undefined) writeUsage(attributes, usage)
  })
  noteOutcome(requestOf(start), error !== undefined && !isAbort(error))
  setAttempts(span, attempts, mark)
  if (destination !== undefined) setDestination(span, destination)
  const region = attempts.at(-1)?.region
  if (region !== undefined) span.setAttribute(semconv.COSTSPAN_REGION, region)
  setStatus(span, error, response.errorType)
  if (isHit) {
    // No provider was asked: there is nothing to count, however the answer was read.
    writeAttributes(span, (attributes) => writeUsage(attributes, NO_USAGE))
    return span.end(endTime)
  }

  const retries = unobservedRetries(attempts)
  if (usage !== undefined) {
    setUnobserved(span, start, retries, usage)
    span.end(endTime)
  } else if (fold !== undefined && (response.usage !== undefined || prompt !== undefined)) {
    const isCut = end.reason !== 'stream-completed'
    setUnobserved(span, start, retries + (isCut ? 1 : 0), response.usage)
    estimateThenEnd(span, endTime, start, response, fold.generatedText(), prompt)
  } else if (prompt !== undefined && operation.countsPrompt === true && end.reason === 'completed') {
    setUnobserved(span, start, retries, undefined)
    estimateThenEnd(span, endTime, start, response, '', prompt)
  } else {
    const isLost = isLostAnswer(end, response) && lastMayBeBilled(attempts, error, start.seesAttempts)
    setUnobserved(span, start, retries + (isLost ? 1 : 0), undefined)
    span.end(endTime)
  }
}

const NOTHING_KNOWN: CallResponse = {}

const NO_USAGE: TokenUsage = { input: 0, output: 0 }

/** What was billed of an answer was billed when it was given first. */
function withoutAmounts(response: CallResponse): CallResponse {
  return { ...response, usage: undefined, units: undefined, toolCalls: undefined, costUsd: undefined }
}

function responseOf(
  end: CallEnd,
  operation: Operation,
  params: unknown,
  fold: StreamFold<unknown> | undefined,
): CallResponse {
  if (end.reason === 'completed') return isObject(end.result) ? operation.response(end.result, params) : NOTHING_KNOWN
  return fold?.response() ?? NOTHING_KNOWN
}

/** An answer may be empty, as with status 204, or plain text, as of a transcription. */
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** What the SDK sent again, and what was tried before by others, come together as the attempts before this answer. */
function setAttempts(span: Span, attempts: CallAttempts, mark: AttemptMark | undefined): void {
  const resends = Math.max(attempts.length - 1, 0)
  if (resends > 0) span.setAttribute(semconv.HTTP_REQUEST_RESEND_COUNT, resends)
  if (resends === 0 && mark === undefined) return
  const kind = mark?.kind === 'fallback' || !isRetried(attempts) ? mark?.kind : 'retry'
  if (kind !== undefined) span.setAttribute(semconv.COSTSPAN_ATTEMPT_KIND, kind)
  span.setAttribute(semconv.COSTSPAN_ATTEMPT_INDEX, (mark?.index ?? 0) + resends)
}

function setDestination(span: Span, { address, port, region }: CallDestination): void {
  if (address !== undefined) span.setAttribute(semconv.SERVER_ADDRESS, address)
  if (port !== undefined) span.setAttribute(semconv.SERVER_PORT, port)
  if (region !== undefined) span.setAttribute(semconv.COSTSPAN_REGION, region)
}

function setStatus(span: Span, error: unknown, toldErrorType: string | undefined): void {
  if (error !== undefined && isAbort(error)) return
  const type = error === undefined ? toldErrorType : errorType(error)
  if (type === undefined) return
  span.setAttribute(semconv.ERROR_TYPE, type)
  span.setStatus({ code: SpanStatusCode.ERROR })
}

/** Whether an answer of the kind that carries usage is missing: a whole answer without usage is not lost, only silent. */
function isLostAnswer(end: CallEnd, response: CallResponse): boolean {
  return end.reason !== 'completed' && end.reason !== 'stream-completed' && response.units === undefined
}
