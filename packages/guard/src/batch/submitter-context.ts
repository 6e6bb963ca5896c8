import { type Context, context, ROOT_CONTEXT, type SpanContext, trace } from '@opentelemetry/api'
import { activeCostContext, type CostContext, runWithValue, setCostContext } from '@costspan/cost'

/**
 * Who asked for one request of a batch: the cost context, and the span that it was asked in. It is kept as JSON, because the
 * result may be read by another process.
 */
export interface Submitter {
  readonly costContext: CostContext
  readonly span: SpanContext | undefined
}

/** Where the instrumentation looks for the contexts of requests, by their ids. Registered, so that it needs no import. */
const SUBMITTERS: symbol = Symbol.for('costspan.batch.submitters')

/** The submitter that the calling code is. */
export function activeSubmitter(): Submitter {
  const { traceId, spanId, traceFlags } = trace.getSpanContext(context.active()) ?? {}
  const span =
    traceId === undefined || spanId === undefined || traceFlags === undefined
      ? undefined
      : { traceId, spanId, traceFlags }
  return { costContext: activeCostContext() ?? {}, span }
}

/** Reads results so that each is counted for who asked for it, whoever reads them. */
export function readForSubmitters<T>(submitters: ReadonlyMap<string, Submitter>, read: () => T): T {
  const contexts = new Map([...submitters].map(([id, submitter]) => [id, contextOf(submitter)]))
  return inNobodysContext(() => runWithValue(SUBMITTERS, contexts, read))
}

/** Reads results that are not to be counted: those of others, or those that are read once more for who asked for them. */
export function readForNobody<T>(read: () => T): T {
  return readForSubmitters(new Map(), read)
}

/** Runs what is done for many in the context of none of them. */
export function inNobodysContext<T>(fn: () => T): T {
  return context.with(ROOT_CONTEXT, fn)
}

function contextOf({ costContext, span }: Submitter): Context {
  const root = span === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...span, isRemote: true })
  return setCostContext(root, costContext)
}
