import { type Attributes, type Context, SpanKind, SpanStatusCode, type Tracer, context } from '@opentelemetry/api'
import { writeResponse, writeUsage } from '../call/response-attributes.ts'
import type { ServedBy } from '../call/served-by.ts'
import * as semconv from '../semconv.ts'
import type { BatchResult } from './batch-method.ts'
import type { KnownBatch } from './known-batches.ts'

/** Where the results of one batch are recorded. */
export interface ResultsReading {
  readonly tracer: Tracer
  readonly servedBy: ServedBy
  /** The id under which the results were asked for, of the batch or of a file. */
  readonly batchId: string
  readonly batch: KnownBatch | undefined
  /** The context of who asked for this one request, where the reader knows; then nobody else caused it. */
  readonly submitter: Context | undefined
}

/**
 * Makes the span of one request of a batch, in the trace of its submitter if that is known and else of its reader.
 *
 * It begins and ends when the batch was submitted, because prices are those of that time, and because nobody knows how long
 * the provider worked on one request.
 */
export function recordResult(reading: ResultsReading, result: BatchResult): void {
  const { tracer, servedBy, batchId, batch, submitter } = reading
  const { operation, answer } = result
  const response = answer === undefined ? {} : operation.response(answer, {})
  const errorType = result.errorType ?? response.errorType
  const attributes: Attributes = {
    [semconv.GEN_AI_OPERATION_NAME]: operation.name,
    [semconv.GEN_AI_PROVIDER_NAME]: servedBy.provider,
    [semconv.COSTSPAN_BATCH_ID]: batchId,
    ...(submitter === undefined && batch?.attributes),
  }
  if (response.model !== undefined) attributes[semconv.GEN_AI_REQUEST_MODEL] = response.model
  if (result.customId !== undefined) attributes[semconv.COSTSPAN_BATCH_CUSTOM_ID] = result.customId
  if (servedBy.address !== undefined) attributes[semconv.SERVER_ADDRESS] = servedBy.address
  if (servedBy.port !== undefined) attributes[semconv.SERVER_PORT] = servedBy.port
  if (errorType !== undefined) attributes[semconv.ERROR_TYPE] = errorType
  // Whatever tier the answer names: it was in a batch, and is billed as such.
  writeResponse(attributes, { ...response, serviceTier: 'batch' })
  if (response.usage !== undefined) writeUsage(attributes, response.usage)

  const startTime = batch?.createdAtMillis ?? Date.now()
  const name = response.model === undefined ? operation.name : `${operation.name} ${response.model}`
  const parent: Context = submitter ?? batch?.submitter ?? context.active()
  const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes, startTime }, parent)
  if (errorType !== undefined) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end(startTime)
}
