import {
  type Attributes,
  context,
  type Histogram,
  type Meter,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api'
import { PRICE } from '../calls/canned-answers.ts'
import type { OpenAiModule } from '../calls/sdk-copies.ts'
import { createPipeline } from './pipeline.ts'
import type { Variant } from './variant.ts'

/**
 * The floor: what a careful engineer would write by hand for one method and one model. One span of fifteen attributes, two
 * token histograms, one duration histogram, one cost record, all through the plain OpenTelemetry API, and nothing clever.
 */
export const floor: Variant = {
  title: 'floor (hand-made span, 4 metrics)',
  majors: ['6', '7'],
  hasCost: true,
  switchOn() {
    const pipeline = createPipeline({ costAttribute: 'gen_ai.usage.cost.amount' })
    const tracer = pipeline.tracerProvider.getTracer('floor')
    const instruments = createInstruments(pipeline.meterProvider.getMeter('floor'))
    return Promise.resolve({ ...pipeline, patch: (sdk: OpenAiModule) => patch(sdk, tracer, instruments) })
  },
}

interface Instruments {
  readonly tokens: Histogram
  readonly duration: Histogram
  readonly cost: Histogram
}

function createInstruments(meter: Meter): Instruments {
  return {
    tokens: meter.createHistogram('gen_ai.client.token.usage', { unit: '{token}' }),
    duration: meter.createHistogram('gen_ai.client.operation.duration', { unit: 's' }),
    cost: meter.createHistogram('gen_ai.client.operation.cost', { unit: '{cost}' }),
  }
}

interface Params {
  readonly model: string
  readonly temperature?: number
  readonly max_tokens?: number
}

interface Answer {
  readonly id: string
  readonly model: string
  readonly service_tier: string
  readonly choices: readonly { readonly finish_reason: string | null }[]
  readonly usage: {
    readonly prompt_tokens: number
    readonly completion_tokens: number
    readonly prompt_tokens_details: { readonly cached_tokens: number }
  }
}

interface LazyPromise extends Promise<unknown> {
  parse(): Promise<unknown>
}

function patch({ OpenAI }: OpenAiModule, tracer: Tracer, instruments: Instruments): void {
  const prototype = OpenAI.Chat.Completions.prototype as unknown as {
    create: (this: unknown, params: Params, options?: unknown) => LazyPromise
  }
  const { create } = prototype
  prototype.create = function (params, options) {
    const span = tracer.startSpan(`chat ${params.model}`, {
      kind: SpanKind.CLIENT,
      attributes: requestAttributes(params),
    })
    const startedAt = performance.now()
    const promise = context.with(trace.setSpan(context.active(), span), () => create.call(this, params, options))
    const { parse } = promise
    let parsed: Promise<unknown> | undefined
    const parseOnce = () =>
      (parsed ??= parse.call(promise).then(
        (value) => {
          if (isStream(value)) watch(value, (answer) => finish(span, instruments, startedAt, params, answer))
          else finish(span, instruments, startedAt, params, value as Answer)
          return value
        },
        (error: Error) => {
          span.setAttribute('error.type', error.constructor.name)
          span.setStatus({ code: SpanStatusCode.ERROR })
          span.end()
          throw error
        },
      ))
    promise.parse = parseOnce
    return promise
  }
}

function requestAttributes(params: Params): Attributes {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': params.model,
    'gen_ai.request.temperature': params.temperature,
    'gen_ai.request.max_tokens': params.max_tokens,
    'server.address': 'api.openai.com',
    'server.port': 443,
  }
}

function finish(span: Span, instruments: Instruments, startedAt: number, params: Params, answer: Answer): void {
  const { prompt_tokens: input, completion_tokens: output, prompt_tokens_details } = answer.usage
  const cacheRead = prompt_tokens_details.cached_tokens
  const cost = ((input - cacheRead) * PRICE.input + cacheRead * PRICE.cacheRead + output * PRICE.output) / 1e6
  span.setAttributes({
    'gen_ai.response.id': answer.id,
    'gen_ai.response.model': answer.model,
    'gen_ai.response.finish_reasons': answer.choices.map((choice) => choice.finish_reason ?? ''),
    'openai.response.service_tier': answer.service_tier,
    'gen_ai.usage.input_tokens': input,
    'gen_ai.usage.output_tokens': output,
    'gen_ai.usage.cache_read.input_tokens': cacheRead,
    'gen_ai.usage.cost.amount': cost,
  })
  span.end()
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': params.model,
    'gen_ai.response.model': answer.model,
    'server.address': 'api.openai.com',
  }
  instruments.tokens.record(input, { ...attributes, 'gen_ai.token.type': 'input' })
  instruments.tokens.record(output, { ...attributes, 'gen_ai.token.type': 'output' })
  instruments.duration.record((performance.now() - startedAt) / 1_000, attributes)
  instruments.cost.record(cost, attributes)
}

interface ChunkStream {
  iterator: () => AsyncIterator<Answer>
}

function isStream(value: unknown): value is ChunkStream {
  return typeof value === 'object' && value !== null && 'iterator' in value
}

/** Looks at each chunk as it passes, and tells of the answer at the end. */
function watch(stream: ChunkStream, done: (answer: Answer) => void): void {
  const make = stream.iterator
  const open = () => {
    const iterator = make.call(stream)
    const { next } = iterator
    let first: Answer | undefined
    let usage: Answer['usage'] | undefined
    let reason: string | null | undefined
    const step = () =>
      next.call(iterator).then((step) => {
        if (step.done !== true) {
          first ??= step.value
          reason = step.value.choices[0]?.finish_reason ?? reason
          usage = step.value.usage ?? usage
        } else if (first !== undefined && usage !== undefined) {
          done({ ...first, choices: [{ finish_reason: reason ?? null }], usage })
        }
        return step
      })
    iterator.next = step
    return iterator
  }
  stream.iterator = open
}
