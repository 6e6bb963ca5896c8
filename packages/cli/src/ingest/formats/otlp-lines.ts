import { callOfSpan } from '../../ledger/call-of-span.ts'
import { acceptTraces } from '../../receiver/accept-traces.ts'
import { otlpJson } from '../../receiver/otlp-encoding.ts'
import type { ReceivedSpan } from '../../receiver/received-span.ts'
import type { IngestFormat } from '../ingest-format.ts'
import { plainSpans } from '../otlp/plain-spans.ts'

/** What the file exporter of the OpenTelemetry Collector writes: one export in OTLP JSON a line. Other signals are let pass. */
export const otlpLines: IngestFormat = {
  name: 'otlp',
  summary: "OTLP JSON lines, as the OpenTelemetry Collector's file exporter writes them",
  isUsageReport: false,
  recognises: (names) => SIGNALS.some((signal) => names.has(signal)),
  calls(row, _book, text = JSON.stringify(row)) {
    if (!('resourceSpans' in row)) return []
    const spans = plainSpans(row) ?? strictSpans(text)
    return spans.map(callOfSpan).filter((call) => call !== undefined)
  },
}

const SIGNALS = ['resourceSpans', 'resourceMetrics', 'resourceLogs', 'resourceProfiles']

/**
 * Reads what is not in the plain form as the receiver does: slower, and with a message about what is wrong. A line with a
 * span that has no valid id is refused as a whole, because a part of it would look like all of it.
 */
function strictSpans(text: string): readonly ReceivedSpan[] {
  const spans: ReceivedSpan[] = []
  const answer = acceptTraces(otlpJson, new TextEncoder().encode(text), {
    addSpan: (span) => spans.push(span),
    addSumPoint: () => undefined,
  })
  const refusal = /"errorMessage":"([^"]*)"/.exec(new TextDecoder().decode(answer))?.[1]
  if (refusal !== undefined) throw new TypeError(refusal)
  return spans
}
