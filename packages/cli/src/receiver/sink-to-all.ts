import type { TelemetrySink } from './telemetry-sink.ts'

/** A sink that hands all it takes to others, in their order. */
export function sinkToAll(sinks: readonly TelemetrySink[]): TelemetrySink {
  return {
    addSpan(span) {
      for (const sink of sinks) sink.addSpan(span)
    },
    addEvent(event) {
      for (const sink of sinks) sink.addEvent?.(event)
    },
    addSumPoint(point) {
      for (const sink of sinks) sink.addSumPoint(point)
    },
    async settle() {
      await Promise.all(sinks.flatMap((sink) => sink.settle?.() ?? []))
    },
  }
}
