import { type Attributes, type Context, type Span, SpanKind, type Tracer } from '@opentelemetry/api'
import type { ContentCapture } from '../content/content-options.ts'
import type { Operation } from '../provider.ts'
import * as semconv from '../semconv.ts'
import type { UsageEstimator } from '../tokens/usage-estimator.ts'
import { dig } from './request-attributes.ts'
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
  /** Where inference runs, as far as the client tells. */
  readonly region: string | undefined
  /** How prompts and answers are recorded; undefined where they are not. */
  readonly content: ContentCapture | undefined
}

/** Starts the span with what samplers look at. The rest follows, because attributes cost more at the start than later. */
export function startSpan({ tracer, operation, servedBy, params, parent }: CallStart): Span {
  const model = askedModel(operation, params)
  const operationName = operation.nameFor?.(params) ?? operation.name
  const attributes: Attributes = {
    [semconv.GEN_AI_OPERATION_NAME]: operationName,
    [semconv.GEN_AI_PROVIDER_NAME]: servedBy.provider,
  }
  if (model !== undefined) attributes[semconv.GEN_AI_REQUEST_MODEL] = model
  if (servedBy.address !== undefined) attributes[semconv.SERVER_ADDRESS] = servedBy.address
  if (servedBy.port !== undefined) attributes[semconv.SERVER_PORT] = servedBy.port
  const name = model !== undefined ? `${operationName} ${model}` : operationName
  return tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, parent)
}

/** The model that the parameters name. */
export function askedModel(operation: Operation, params: unknown): string | undefined {
  const model = dig(params, operation.modelParameter ?? 'model')
  return typeof model === 'string' ? model : undefined
}

/** What stays the same when a call is made again, where that can be told. */
export function requestOf({ operation, params }: CallStart): unknown {
  return operation.requestOf?.(params)
}
