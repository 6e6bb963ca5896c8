import { type Attributes, context, type Span, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api'
import { type Counts, type Instruments, record } from './instruments.ts'

/** What somebody who writes a span for one method by hand knows of that method. */
export interface HandMade<Params, Answer, Chunk> {
  readonly spanName: (params: Params) => string
  readonly requestAttributes: (params: Params) => Attributes
  /** Attributes of the answer, and what is counted of it. */
  readonly read: (answer: Answer) => { readonly attributes: Attributes; readonly counts: Omit<Counts, 'seconds'> }
  readonly metricAttributes: (params: Params, answer: Answer) => Attributes
  /** Looks at the chunks of a stream as they pass, and gives the whole answer at its end. */
  readonly fold: () => { add(chunk: Chunk): void; answer(): Answer | undefined }
}

/** What the SDKs of OpenAI and Anthropic return of `create`: a promise that parses the answer when it is awaited. */
interface LazyPromise extends Promise<unknown> {
  parse(): Promise<unknown>
}

type Create<Params> = (this: unknown, params: Params, options?: unknown) => LazyPromise

/** Replaces `create` on a prototype by one that makes a span and records metrics. */
export function patchCreate<Params, Answer, Chunk>(
  prototype: { create: Create<Params> },
  { spanName, requestAttributes, read, metricAttributes, fold }: HandMade<Params, Answer, Chunk>,
  tracer: Tracer,
  instruments: Instruments,
): void {
  const { create } = prototype
  prototype.create = function (params, options) {
    const span = tracer.startSpan(spanName(params), {
      kind: SpanKind.CLIENT,
      attributes: requestAttributes(params),
    })
    const startedAt = performance.now()
    const finish = (answer: Answer): void => {
      const { attributes, counts } = read(answer)
      span.setAttributes(attributes)
      span.end()
      const seconds = (performance.now() - startedAt) / 1_000
      record(instruments, { ...counts, seconds }, metricAttributes(params, answer))
    }
    const promise = context.with(trace.setSpan(context.active(), span), () => create.call(this, params, options))
    const { parse } = promise
    let parsed: Promise<unknown> | undefined
    // By way of a name: V8 keeps a closure that is written straight into a property until a full collection, which made this floor
    // half as slow again.
    const parseOnce = (): Promise<unknown> =>
      (parsed ??= parse.call(promise).then(
        (value) => {
          if (isStream<Chunk>(value)) watch(value, fold(), finish)
          else finish(value as Answer)
          return value
        },
        (error: Error) => {
          fail(span, error)
          throw error
        },
      ))
    promise.parse = parseOnce
    return promise
  }
}

function fail(span: Span, error: Error): void {
  span.setAttribute('error.type', error.constructor.name)
  span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

interface ChunkStream<Chunk> {
  iterator: () => AsyncIterator<Chunk>
}

function isStream<Chunk>(value: unknown): value is ChunkStream<Chunk> {
  return typeof value === 'object' && value !== null && 'iterator' in value
}

function watch<Answer, Chunk>(
  stream: ChunkStream<Chunk>,
  folded: { add(chunk: Chunk): void; answer(): Answer | undefined },
  done: (answer: Answer) => void,
): void {
  const make = stream.iterator
  const open = (): AsyncIterator<Chunk> => {
    const iterator = make.call(stream)
    const { next } = iterator
    const step = (): Promise<IteratorResult<Chunk>> =>
      next.call(iterator).then((item) => {
        if (item.done !== true) folded.add(item.value)
        else {
          const answer = folded.answer()
          if (answer !== undefined) done(answer)
        }
        return item
      })
    iterator.next = step
    return iterator
  }
  stream.iterator = open
}
