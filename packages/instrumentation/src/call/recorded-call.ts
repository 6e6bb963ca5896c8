import type { Context, Span } from '@opentelemetry/api'
import { attemptMark } from '../attempts/attempt-mark.ts'
import type { LlmCall } from '../attempts/call-attempts.ts'
import { captureContent } from '../content/capture-content.ts'
import type { CallObserver } from '../observe/call-observer.ts'
import type { PromptText, StreamFold } from '../provider.ts'
import * as semconv from '../semconv.ts'
import { askedModel, type CallStart, requestOf, startSpan } from './call-start.ts'
import { finishCall } from './finish-call.ts'
import { hideUsage } from './hide-usage.ts'
import { callContext } from './llm-call-context.ts'
import { dig, writeRequest } from './request-attributes.ts'
import { retrievedPart } from './retrieved-part.ts'
import { writeAttributes } from './span-attributes.ts'

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
  const call = {
    span,
    params,
    reader: operation.content,
    provider: servedBy.provider,
    operation: operation.name,
    model: askedModel(operation, params),
  }
  return captureContent(call, content, observer)
}

/** An origin that no request has, for calls whose attempts are noted by other means than those of Node's fetch. */
const NO_FETCH = ''

function observedCall(start: CallStart, span: Span, call: LlmCall): CallObserver {
  const { constants, request, streams } = start.operation
  writeAttributes(span, (attributes) => {
    for (const name in constants) attributes[name] = constants[name]
    if (streams === true) attributes[semconv.GEN_AI_REQUEST_STREAM] = true
    if (start.region !== undefined) attributes[semconv.COSTSPAN_REGION] = start.region
    writeRequest(attributes, request, start.params)
  })
  const retrieved = retrievedPart(start.parent, start.params)
  if (retrieved !== undefined) span.setAttribute(semconv.COSTSPAN_RETRIEVAL_SHARE, retrieved.share)
  if (retrieved?.overlap !== undefined) span.setAttribute(semconv.COSTSPAN_RETRIEVAL_OVERLAP, retrieved.overlap)
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
        writeTimeToFirstChunk(span, (performance.now() - startedAt) / 1000)
      }
      const says = fold?.add(item)
      return start.hidesUsage ? hideUsage(item, says) : undefined
    },

    onEnd(end) {
      const endTime = performance.now()
      try {
        finishCall(start, span, call, { fold, prompt }, end, endTime)
      } catch (problem) {
        // A span that cannot be completed is still ended: half a record is better than none.
        span.end(endTime)
        throw problem
      }
    },
  }
}

function writeTimeToFirstChunk(span: Span, seconds: number): void {
  writeAttributes(span, (attributes) => {
    attributes[semconv.GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK] = seconds
  })
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
