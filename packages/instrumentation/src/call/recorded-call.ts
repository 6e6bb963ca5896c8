import {
  type Attributes,
  type Context,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TimeInput,
  type Tracer,
} from '@opentelemetry/api'
import { type CallAttempts, lastMayBeBilled, unobservedRetries } from '../attempts/call-attempts.ts'
import type { CallEnd, CallObserver } from '../observe/call-observer.ts'
import type { CallResponse, Operation, PromptText, StreamFold, TokenUsage } from '../provider.ts'
import * as semconv from '../semconv.ts'
import type { UsageEstimator } from '../tokens/usage-estimator.ts'
import { errorType, isAbort } from './error-type.ts'
import { callContext } from './llm-call-context.ts'
import { promptBytes } from './prompt-bytes.ts'
import { hideUsage } from './hide-usage.ts'
import { dig, requestAttributes } from './request-attributes.ts'
import { setResponseAttributes, setUsageAttributes } from './response-attributes.ts'
import type { ServedBy } from './served-by.ts'

/** What is known when a method of an SDK is called. */
export interface CallStart {
  readonly tracer: Tracer
  readonly operation: Operation
  readonly servedBy: ServedBy
  readonly params: unknown
  readonly parent: Context
  readonly estimator: UsageEstimator
  /** True where the usage of the stream was asked for by us, so that the application is not to see it. */
  readonly hidesUsage: boolean
  /** True where Node's own fetch sends, whose attempts are all seen: a call without any was never sent. */
  readonly seesAttempts: boolean
}

/** A call that is being made: the context for the SDK to work in, and whom to tell how it goes. */
export interface RecordedCall {
  readonly context: Context
  /** Undefined where nobody records spans: then there is nothing to observe. */
  readonly observer: CallObserver | undefined
}

/**
 * Records one call as one span: started here, ended by `onEnd`.
 *
 * The span ends at once where the provider told the usage. Where it did not, the tokens are counted off the request path,
 * and the span ends when they are known, with the time at which the call ended.
 */
export function recordCall(start: CallStart): RecordedCall {
  const span = startSpan(start)
  const attempts: CallAttempts = []
  const observer = span.isRecording() ? observedCall(start, span, attempts) : undefined
  const call = { origin: start.servedBy.origin, attempts }
  return { context: callContext(start.parent, span, call), observer }
}

function observedCall(start: CallStart, span: Span, attempts: CallAttempts): CallObserver {
  const { constants, request } = start.operation
  if (constants !== undefined) span.setAttributes(constants)
  span.setAttributes(requestAttributes(request, start.params))
  const startedAt = performance.now()
  // Taken now: the application may go on with the same messages while it reads the answer.
  const prompt = promptOfStream(start)
  let hasItems = false
  let fold: StreamFold<unknown> | undefined

  return {
    onItem(item) {
      if (!hasItems) {
        hasItems = true
        fold = start.operation.fold?.()
        span.setAttribute(semconv.GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK, (performance.now() - startedAt) / 1000)
      }
      const says = fold?.add(item)
      return start.hidesUsage ? hideUsage(item, says) : undefined
    },

    onEnd(end) {
      const endTime = performance.now()
      try {
        finish(start, span, attempts, { fold, prompt }, end, endTime)
      } catch (problem) {
        // A span that cannot be completed is still ended: half a record is better than none.
        span.end(endTime)
        throw problem
      }
    },
  }
}

/** The text to count where a stream brings no usage. Parameters that cannot be read have none; the SDK will say why. */
function promptOfStream({ operation, params }: CallStart): PromptText | undefined {
  if (dig(params, 'stream') !== true) return undefined
  try {
    return operation.prompt?.(params)
  } catch {
    return undefined
  }
}

/** What is known of a stream: its items so far, and what was asked. */
interface StreamState {
  readonly fold: StreamFold<unknown> | undefined
  readonly prompt: PromptText | undefined
}

function finish(
  start: CallStart,
  span: Span,
  attempts: CallAttempts,
  { fold, prompt }: StreamState,
  end: CallEnd,
  endTime: TimeInput,
): void {
  const { operation, params } = start
  const error = end.reason === 'failed' ? end.error : undefined
  const response = responseOf(end, operation, params, fold)
  setResponseAttributes(span, response)
  setAttempts(span, attempts)
  setStatus(span, error, response.errorType)

  const retries = unobservedRetries(attempts)
  if (response.usage !== undefined && (fold === undefined || fold.hasFinalUsage())) {
    setUsageAttributes(span, response.usage)
    setUnobserved(span, start, retries, response.usage)
    span.end(endTime)
  } else if (fold !== undefined && (response.usage !== undefined || prompt !== undefined)) {
    const isCut = end.reason !== 'stream-completed'
    setUnobserved(span, start, retries + (isCut ? 1 : 0), response.usage)
    estimateThenEnd(span, endTime, start, response.usage, fold, prompt)
  } else {
    const isLost = isLostAnswer(end, response) && lastMayBeBilled(attempts, error, start.seesAttempts)
    setUnobserved(span, start, retries + (isLost ? 1 : 0), undefined)
    span.end(endTime)
  }
}

/** Starts the span with what samplers look at. The rest follows, because attributes cost more at the start than later. */
function startSpan({ tracer, operation, servedBy, params, parent }: CallStart): Span {
  const model = dig(params, 'model')
  const attributes: Attributes = {
    [semconv.GEN_AI_OPERATION_NAME]: operation.name,
    [semconv.GEN_AI_PROVIDER_NAME]: servedBy.provider,
  }
  if (typeof model === 'string') attributes[semconv.GEN_AI_REQUEST_MODEL] = model
  if (servedBy.address !== undefined) attributes[semconv.SERVER_ADDRESS] = servedBy.address
  if (servedBy.port !== undefined) attributes[semconv.SERVER_PORT] = servedBy.port
  const name = typeof model === 'string' ? `${operation.name} ${model}` : operation.name
  return tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, parent)
}

const NOTHING_KNOWN: CallResponse = {}

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

function setAttempts(span: Span, attempts: CallAttempts): void {
  if (attempts.length < 2) return
  span.setAttribute(semconv.HTTP_REQUEST_RESEND_COUNT, attempts.length - 1)
  span.setAttribute(semconv.COSTSPAN_ATTEMPT_INDEX, attempts.length - 1)
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

/** Says how many attempts may be billed though nothing is known of them, and how much each can have used at the most. */
function setUnobserved(
  span: Span,
  { operation, params }: CallStart,
  count: number,
  usage: TokenUsage | undefined,
): void {
  if (count === 0) return
  span.setAttribute(semconv.COSTSPAN_ATTEMPTS_UNOBSERVED, count)
  const maxInput = usage?.input ?? promptBytes(params)
  if (maxInput !== undefined) span.setAttribute(semconv.COSTSPAN_ATTEMPTS_MAX_INPUT, maxInput)
  const maxOutput = operation.maxOutputTokens?.(params)
  if (maxOutput !== undefined) span.setAttribute(semconv.COSTSPAN_ATTEMPTS_MAX_OUTPUT, maxOutput)
}

/** Counts what the provider did not tell of a stream. What it told, such as Anthropic's input, is kept. */
function estimateThenEnd(
  span: Span,
  endTime: TimeInput,
  { params, estimator }: CallStart,
  partial: TokenUsage | undefined,
  fold: StreamFold<unknown>,
  prompt: PromptText | undefined,
): void {
  const model = fold.response().model ?? dig(params, 'model')
  const request = {
    model: typeof model === 'string' ? model : '',
    prompt: partial === undefined ? prompt : undefined,
    generated: fold.generatedText(),
  }
  estimator.estimate(request, ({ input, output }) => {
    setUsageAttributes(span, { ...partial, input: partial?.input ?? input, output })
    span.setAttribute(semconv.COSTSPAN_USAGE_ESTIMATED, true)
    span.end(endTime)
  })
}
