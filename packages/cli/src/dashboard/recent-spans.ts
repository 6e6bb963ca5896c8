import type { ReceivedSpan } from '../receiver/received-span.ts'
import type { TelemetrySink } from '../receiver/telemetry-sink.ts'

/** The spans around calls, which no ledger keeps: the last of them, in memory, to show what a call was a part of. */
export interface RecentSpans extends TelemetrySink {
  ofTrace(traceId: string): readonly ReceivedSpan[]
}

/** Keeps at most so many spans; traces that began to arrive first are dropped first. */
export function createRecentSpans(mostSpans: number = 20_000): RecentSpans {
  const traces = new Map<string, Map<string, ReceivedSpan>>()
  let count = 0
  const dropOldest = (): void => {
    for (const [traceId, spans] of traces) {
      if (count <= mostSpans) return
      count -= spans.size
      traces.delete(traceId)
    }
  }
  return {
    addSpan(span) {
      const spans = traces.get(span.traceId) ?? new Map<string, ReceivedSpan>()
      traces.set(span.traceId, spans)
      if (!spans.has(span.spanId)) count += 1
      spans.set(span.spanId, span)
      dropOldest()
    },
    addSumPoint: () => undefined,
    ofTrace: (traceId) => [...(traces.get(traceId)?.values() ?? [])],
  }
}
