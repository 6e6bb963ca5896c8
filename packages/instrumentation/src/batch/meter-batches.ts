import { type Context, context, type Tracer } from '@opentelemetry/api'
import type { ServedBy } from '../call/served-by.ts'
import { type CallEnd, onceAndNeverThrowing } from '../observe/call-observer.ts'
import { observeCall } from '../observe/observe-call.ts'
import { observeJsonLines } from '../observe/observe-json-lines.ts'
import type { BatchMethods, BatchResultsMethod, BatchStatusMethod } from './batch-method.ts'
import { createKnownBatches, type KnownBatches } from './known-batches.ts'
import { recordResult } from './record-result.ts'
import { submitterAttributes } from './submitter-attributes.ts'

/** What the instrumentation lends to the metering of batches. */
export interface BatchMeter {
  readonly tracer: () => Tracer
  readonly isEnabled: () => boolean
  /** Who serves the resource of the SDK whose method was called. */
  readonly servedBy: (resource: unknown) => ServedBy
  readonly onProblem: (problem: unknown) => void
}

/**
 * Where a reader of results says who asked for each request, by its id; results of other requests are then not its own, and are
 * left to who reads them. A registered symbol, so that it needs no import.
 */
const SUBMITTERS: symbol = Symbol.for('costspan.batch.submitters')

type Method = (this: unknown, ...args: unknown[]) => unknown

/** A method to replace, and what by. */
export interface BatchMethodPatch {
  readonly method: string
  readonly replace: (original: Method) => Method
}

/** All methods to replace, so that the batches of one SDK are metered. */
export function meterBatches(methods: BatchMethods | undefined, meter: BatchMeter): readonly BatchMethodPatch[] {
  if (methods === undefined) return []
  const known = createKnownBatches()
  return [
    ...methods.status.map((status) => ({ method: status.method, replace: watchStatus(status, meter, known) })),
    ...methods.results.map((results) => ({ method: results.method, replace: watchResults(results, meter, known) })),
  ]
}

/** Remembers what a batch is called, when it was submitted, and by whom. */
function watchStatus(
  { submits, batch }: BatchStatusMethod,
  meter: BatchMeter,
  known: KnownBatches,
): BatchMethodPatch['replace'] {
  return (original: Method): Method =>
    function (this: unknown, ...args) {
      const submitter = submits ? context.active() : undefined
      return watched(original, this, args, meter, ({ reason, ...end }) => {
        const info = reason === 'completed' && 'result' in end ? batch(end.result) : undefined
        if (info === undefined) return
        const { ids, createdAtMillis, metadata } = info
        known.learn(ids, { createdAtMillis, submitter, attributes: submitterAttributes(metadata) })
      })
    }
}

/** Makes a span of each result that the application reads, item by item or from the text of a body. */
function watchResults(
  { result }: BatchResultsMethod,
  meter: BatchMeter,
  known: KnownBatches,
): BatchMethodPatch['replace'] {
  return (original: Method): Method =>
    function (this: unknown, ...args) {
      const submitters = context.active().getValue(SUBMITTERS) as ReadonlyMap<string, Context> | undefined
      const take = (item: unknown): void => {
        const found = result(item)
        const batchId = String(args[0])
        if (found === undefined) return
        const { customId = '' } = found
        if (submitters?.has(customId) === false || !known.isNew(`${batchId} ${found.id}`)) return
        recordResult(
          {
            tracer: meter.tracer(),
            servedBy: meter.servedBy(this),
            batchId,
            batch: known.get(batchId),
            submitter: submitters?.get(customId),
          },
          found,
        )
      }
      const onEnd = (end: CallEnd): void => {
        if (end.reason !== 'completed' || !(end.result instanceof Response)) return
        observeJsonLines(end.result, (text) => takeLines(text, take, meter.onProblem))
      }
      return watched(original, this, args, meter, onEnd, take)
    }
}

/** Runs the method and watches what it gives, as with any call. */
function watched(
  original: Method,
  resource: unknown,
  args: unknown[],
  meter: BatchMeter,
  onEnd: (end: CallEnd) => void,
  onItem?: (item: unknown) => void,
): unknown {
  const returned = Reflect.apply(original, resource, args)
  if (!meter.isEnabled()) return returned
  try {
    const observer = {
      onEnd,
      onItem(item: unknown) {
        onItem?.(item)
        return undefined
      },
    }
    return observeCall(returned, onceAndNeverThrowing(observer, meter.onProblem))
  } catch (problem) {
    meter.onProblem(problem)
    return returned
  }
}

/**
 * Each line of a results file is the JSON of one outcome. Other files are read by the same method, so a line is parsed only if
 * it names a request; one that we cannot read leaves the others alone.
 */
function takeLines(text: string, take: (item: unknown) => void, onProblem: (problem: unknown) => void): void {
  for (const line of text.split('\n')) {
    if (!line.includes('"custom_id"')) continue
    try {
      take(JSON.parse(line) as unknown)
    } catch (problem) {
      onProblem(problem)
    }
  }
}
