import {
  type Attributes,
  type Context,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TimeInput,
  type Tracer,
} from '@opentelemetry/api'
import { type AttemptMark, attemptMark, noteOutcome } from '../attempts/attempt-mark.ts'
import {
  type CallAttempts,
  type CallDestination,
  isRetried,
  type LlmCall,
  lastMayBeBilled,
  unobservedRetries,
} from '../attempts/call-attempts.ts'
import { captureContent } from '../content/capture-content.ts'
import type { ContentCapture } from '../content/content-options.ts'
import type { CallEnd, CallObserver } from '../observe/call-observer.ts'
import type { CallResponse, Operation, PromptText, StreamFold, TokenUsage } from '../provider.ts'
import * as semconv from '../semconv.ts'
import type { UsageEstimator } from '../tokens/usage-estimator.ts'
import { errorType, isAbort } from './error-type.ts'
import { callContext } from './llm-call-context.ts'
import { promptBytes } from './prompt-bytes.ts'
import { hideUsage } from './hide-usage.ts'
import { dig, writeRequest } from './request-attributes.ts'
import { retrievedShare } from './retrieved-share.ts'
import { writeResponse, writeUsage } from './response-attributes.ts'
import type { ServedBy } from './served-by.ts'
import { writeAttributes } from './span-attributes.ts'

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
  /** Where inference runs, as far as the client tells. */
  readonly region: string | undefined
  /** How prompts and answers are recorded; undefined where they are not. */
  readonly content: ContentCapture | undefined
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
  const call: LlmCall = { origin: start.servedBy.origin ?? (start.seesAttempts ? NO_FETCH : undefined), attempts: [] }
  const observer = span.isRecording() ? observedCall(start, span, call) : undefined
  return { context: callContext(start.parent, span, call), observer: observer && withContent(start, span, observer) }
}

function withContent(
  { content, operation, servedBy, params }: CallStart,
  span: Span,
  observer: CallObserver,
): CallObserver {
  if (content === undefined || operation.content === undefined) return observer
  const model = dig(params, operation.modelParameter ?? 'model')
  const call = {
    span,
    params,
    reader: operation.content,
    provider: servedBy.provider,
    operation: operation.name,
    model: typeof model === 'string' ? model : undefined,
  }
  return captureContent(call, content, observer)
}

/** An origin that no request has, for calls whose attempts are noted by other means than those of Node's fetch. */
const NO_FETCH = ''

function observedCall(start: CallStart, span: Span, call: LlmCall): CallObserver {
  const { constants, request, streams } = start.operation
  writeAttributes(span, (attributes) => {
    Object.assign(attributes, constants)
    if (streams === true) attributes[semconv.GEN_AI_REQUEST_STREAM] = true
    if (start.region !== undefined) attributes[semconv.COSTSPAN_REGION] = start.region
    writeRequest(attributes, request, start.params)
  })
  const share = retrievedShare(start.parent, start.params)
  if (share !== undefined) span.setAttribute(semconv.COSTSPAN_RETRIEVAL_SHARE, share)
  const mark = attemptMark(start.parent, requestOf(start))
  if (mark !== undefined) call.mark = mark
  const startedAt = performance.now()
  // Taken now: the application may go on with the same messages while it reads the answer.
  const prompt = promptToCount(start)
  let hasItems = false
  let fold: StreamFold<unknown> | undefined

  return {
    onItem(item) {
      if (!hasItems) {
        hasItems = true
        fold = start.operation.fold?.(start.params)
        span.setAttribute(semconv.GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK, (performance.now() - startedAt) / 1000)
      }
      const says = fold?.add(item)
      return start.hidesUsage ? hideUsage(item, says) : undefined
    },

    onEnd(end) {
      const endTime = performance.now()
      try {
        finish(start, span, call, { fold, prompt }, end, endTime)
      } catch (problem) {
        // A span that cannot be completed is still ended: half a record is better than none.
        span.end(endTime)
        throw problem
      }
    },
  }
}

/** The text to count where an answer brings no usage. Parameters that cannot be read have none; the SDK will say why. */
function promptToCount({ operation, params }: CallStart): PromptText | undefined {
  const { streams, countsPrompt } = operation
  if (streams !== true && countsPrompt !== true && dig(params, 'stream') !== true) return undefined
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
  { attempts, destination, mark }: LlmCall,
  { fold, prompt }: StreamState,
  end: CallEnd,
  endTime: TimeInput,
): void {
  const { operation, params } = start
  const error = end.reason === 'failed' ? end.error : undefined
  const response = responseOf(end, operation, params, fold)
  const usage = fold === undefined || fold.hasFinalUsage() ? response.usage : undefined
  writeAttributes(span, (attributes) => {
    writeResponse(attributes, response)
    if (usage !== undefined) writeUsage(attributes, usage)
  })
  noteOutcome(requestOf(start), error !== undefined && !isAbort(error))
  setAttempts(span, attempts, mark)
  if (destination !== undefined) setDestination(span, destination)
  const region = attempts.at(-1)?.region
  if (region !== undefined) span.setAttribute(semconv.COSTSPAN_REGION, region)
  setStatus(span, error, response.errorType)

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

/** Starts the span with what samplers look at. The rest follows, because attributes cost more at the start than later. */
function startSpan({ tracer, operation, servedBy, params, parent }: CallStart): Span {
  const model = dig(params, operation.modelParameter ?? 'model')
  const operationName = operation.nameFor?.(params) ?? operation.name
  const attributes: Attributes = {
    [semconv.GEN_AI_OPERATION_NAME]: operationName,
    [semconv.GEN_AI_PROVIDER_NAME]: servedBy.provider,
  }
  if (typeof model === 'string') attributes[semconv.GEN_AI_REQUEST_MODEL] = model
  if (servedBy.address !== undefined) attributes[semconv.SERVER_ADDRESS] = servedBy.address
  if (servedBy.port !== undefined) attributes[semconv.SERVER_PORT] = servedBy.port
  const name = typeof model === 'string' ? `${operationName} ${model}` : operationName
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

/** What the SDK sent again, and what was tried before by others, come together as the attempts before this answer. */
function setAttempts(span: Span, attempts: CallAttempts, mark: AttemptMark | undefined): void {
  const resends = Math.max(attempts.length - 1, 0)
  if (resends > 0) span.setAttribute(semconv.HTTP_REQUEST_RESEND_COUNT, resends)
  if (resends === 0 && mark === undefined) return
  const kind = mark?.kind === 'fallback' || !isRetried(attempts) ? mark?.kind : 'retry'
  if (kind !== undefined) span.setAttribute(semconv.COSTSPAN_ATTEMPT_KIND, kind)
  span.setAttribute(semconv.COSTSPAN_ATTEMPT_INDEX, (mark?.index ?? 0) + resends)
}

/** What stays the same when a call is made again, where that can be told. */
function requestOf({ operation, params }: CallStart): unknown {
  return operation.requestOf?.(params)
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

/** Counts what the provider did not tell. What it told, such as Anthropic's input, is kept. */
function estimateThenEnd(
  span: Span,
  endTime: TimeInput,
  { params, operation, estimator }: CallStart,
  response: CallResponse,
  generated: string,
  prompt: PromptText | undefined,
): void {
  const partial = response.usage
  const model = response.model ?? dig(params, operation.modelParameter ?? 'model')
  const request = {
    model: typeof model === 'string' ? model : '',
    prompt: partial === undefined ? prompt : undefined,
    generated,
  }
  estimator.estimate(request, ({ input, output }) => {
    // What the provider has told so far was generated, whether we saw its text or not.
    const counted = { ...partial, input: partial?.input ?? input, output: Math.max(output, partial?.output ?? 0) }
    writeAttributes(span, (attributes) => {
      writeUsage(attributes, counted)
      attributes[semconv.COSTSPAN_USAGE_ESTIMATED] = true
    })
    span.end(endTime)
  })
}
