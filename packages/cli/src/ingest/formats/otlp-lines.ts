import { callOfSpan } from '../../ledger/call-of-span.ts'
import { verdictOfEvent } from '../../ledger/verdict-of-event.ts'
import { verdictOfSpan } from '../../ledger/verdict-of-span.ts'
import { acceptLogs } from '../../receiver/accept-logs.ts'
import { acceptTraces } from '../../receiver/accept-traces.ts'
import { otlpJson } from '../../receiver/otlp-encoding.ts'
import type { ReceivedEvent } from '../../receiver/received-event.ts'
import type { ReceivedSpan } from '../../receiver/received-span.ts'
import { GEN_AI_EVALUATION_RESULT } from '../../semconv.ts'
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
    const spans = plainSpans(row) ?? strictExport(text).spans
    return spans.map(callOfSpan).filter((call) => call !== undefined)
  },
  verdicts(row, text = JSON.stringify(row)) {
    // Few exports have any, and to read one as a whole takes ten times as long as to look for a word in it.
    if (!VERDICT_WORDS.some((word) => text.includes(word))) return []
    const { spans, events } = 'resourceLogs' in row ? logExport(text) : strictExport(text)
    return [...spans.map(verdictOfSpan), ...events.map(verdictOfEvent)].filter((verdict) => verdict !== undefined)
  },
}

const SIGNALS = ['resourceSpans', 'resourceMetrics', 'resourceLogs', 'resourceProfiles']
const VERDICT_WORDS = ['"costspan.outcome.name"', `"${GEN_AI_EVALUATION_RESULT}"`]

interface Exported {
  readonly spans: readonly ReceivedSpan[]
  readonly events: readonly ReceivedEvent[]
}

/**
 * Reads what is not in the plain form as the receiver does: slower, and with a message about what is wrong. A line with a
 * span that has no valid id is refused as a whole, because a part of it would look like all of it.
 */
function strictExport(text: string): Exported {
  const spans: ReceivedSpan[] = []
  const events: ReceivedEvent[] = []
  const answer = acceptTraces(otlpJson, new TextEncoder().encode(text), {
    addSpan: (span) => spans.push(span),
    addEvent: (event) => events.push(event),
    addSumPoint: () => undefined,
  })
  const refusal = /"errorMessage":"([^"]*)"/.exec(new TextDecoder().decode(answer))?.[1]
  if (refusal !== undefined) throw new TypeError(refusal)
  return { spans, events }
}

function logExport(text: string): Exported {
  const events: ReceivedEvent[] = []
  acceptLogs(otlpJson, new TextEncoder().encode(text), {
    addSpan: () => undefined,
    addEvent: (event) => events.push(event),
    addSumPoint: () => undefined,
  })
  return { spans: [], events }
}
