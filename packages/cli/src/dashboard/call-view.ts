import type { PriceBook } from '@costspan/cost/prices'
import type { CallRecord } from '../ledger/call-record.ts'
import type { LedgerReader } from '../ledger/ledger.ts'
import { HttpRefusal } from '../receiver/http-refusal.ts'
import type { ReceivedSpan } from '../receiver/received-span.ts'
import { type CallExplanation, explainCall } from './explain-call.ts'

/** One call, with all that is known of it. */
export interface CallView {
  readonly call: CallRecord
  readonly explanation: CallExplanation
  /** Its trace, each span after the one that it is in. */
  readonly trace: readonly TraceSpan[]
}

/** A bar of a trace: a call, or what calls were made in. */
export interface TraceSpan {
  readonly spanId: string
  readonly name: string
  /** How many spans it is in. */
  readonly depth: number
  /** Since the trace began. */
  readonly startMillis: number
  readonly durationMillis: number
  readonly service: string | undefined
  readonly isCall: boolean
  readonly nanoUsd: bigint | undefined
  readonly errorType: string | undefined
}

/** @throws HttpRefusal with 404 when the ledger has no such call */
export async function callView(
  ledger: LedgerReader,
  ids: { readonly traceId: string; readonly spanId: string },
  sources: { readonly book: PriceBook; readonly spansOf: (traceId: string) => readonly ReceivedSpan[] },
): Promise<CallView> {
  const calls = await ledger.rows({ where: { traceId: [ids.traceId] }, order: 'oldest', limit: MOST_SPANS })
  const call = calls.find(({ spanId }) => spanId === ids.spanId)
  if (call === undefined) throw new HttpRefusal(404, 'The ledger has no such call: only its hourly sum may be kept')
  return {
    call,
    explanation: explainCall(call, sources.book),
    trace: traceOf(calls, sources.spansOf(ids.traceId).slice(0, MOST_SPANS)),
  }
}

/** What a person can look at; more calls than that in one trace are a job for a tracing backend. */
const MOST_SPANS = 500

interface Bar extends Omit<TraceSpan, 'depth' | 'startMillis'> {
  readonly parentSpanId: string | undefined
  readonly startUnixNano: bigint
}

function traceOf(calls: readonly CallRecord[], spans: readonly ReceivedSpan[]): readonly TraceSpan[] {
  const isCall = new Set(calls.map(({ spanId }) => spanId))
  const bars = [...calls.map(barOfCall), ...spans.filter(({ spanId }) => !isCall.has(spanId)).map(barOfSpan)]
  const byStart = bars.toSorted((a, b) => Number(a.startUnixNano - b.startUnixNano))
  const [first] = byStart
  if (first === undefined) return []
  const known = new Set(bars.map(({ spanId }) => spanId))
  const children = Map.groupBy(byStart, ({ spanId, parentSpanId }) =>
    // A span that claims to be its own parent, or whose parent did not arrive, stands at the top.
    parentSpanId !== undefined && parentSpanId !== spanId && known.has(parentSpanId) ? parentSpanId : TOP,
  )
  const tops = children.get(TOP) ?? []
  // Spans that claim to be in each other are in none that is at the top: the first of them is shown there.
  return inOrder([...tops, ...byStart.filter((bar) => !tops.includes(bar))], children, first.startUnixNano)
}

const TOP = ''

/** Depth first, each span once, without recursion: a trace may be a chain of hundreds, and hostile ones go in circles. */
function inOrder(
  first: readonly Bar[],
  children: ReadonlyMap<string, readonly Bar[]>,
  originUnixNano: bigint,
): readonly TraceSpan[] {
  const ordered: TraceSpan[] = []
  const seen = new Set<string>()
  const waiting = first.toReversed().map((bar) => ({ bar, depth: 0 }))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { bar, depth } = next
    if (seen.has(bar.spanId)) continue
    seen.add(bar.spanId)
    const { parentSpanId: _, startUnixNano, ...shown } = bar
    ordered.push({ ...shown, depth, startMillis: Number(startUnixNano - originUnixNano) / 1e6 })
    waiting.push(...(children.get(bar.spanId) ?? []).toReversed().map((child) => ({ bar: child, depth: depth + 1 })))
  }
  return ordered
}

function barOfCall(call: CallRecord): Bar {
  const { spanId, parentSpanId, startUnixNano, durationMillis, service, nanoUsd, errorType } = call
  const name = [call.operation, call.responseModel ?? call.requestModel].filter((part) => part !== undefined).join(' ')
  return { spanId, parentSpanId, startUnixNano, durationMillis, service, nanoUsd, errorType, name, isCall: true }
}

function barOfSpan({
  spanId,
  parentSpanId,
  name,
  startUnixNano,
  endUnixNano,
  attributes,
  resource,
}: ReceivedSpan): Bar {
  const service = resource.get('service.name')
  const errorType = attributes.get('error.type')
  return {
    spanId,
    parentSpanId,
    startUnixNano,
    durationMillis: Number(endUnixNano - startUnixNano) / 1e6,
    service: typeof service === 'string' ? service : undefined,
    nanoUsd: undefined,
    errorType: typeof errorType === 'string' ? errorType : undefined,
    name,
    isCall: false,
  }
}
