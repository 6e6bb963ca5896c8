import type { ReceivedEvent } from './received-event.ts'
import type { ReceivedSpan } from './received-span.ts'
import type { ReceivedSumPoint } from './received-sum-point.ts'

/** Where received telemetry goes. Senders repeat an export whose answer they missed, so a sink must take the same item twice. */
export interface TelemetrySink {
  addSpan(span: ReceivedSpan): void
  /** Events of spans and named log records, for who wants them. */
  addEvent?(event: ReceivedEvent): void
  addSumPoint(point: ReceivedSumPoint): void
  /** Resolves when all that was added is kept; an export is answered after that, so that a sender repeats what was lost. */
  settle?(): Promise<void>
}
