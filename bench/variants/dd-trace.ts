import { createRequire } from 'node:module'
import { turn } from '../calls/call-shapes.ts'
import type { Exported, Variant } from './variant.ts'

/** Datadog's tracer, which traces with an SDK of its own: spans with tokens, neither metrics nor cost. */
export const ddTrace: Variant = {
  title: 'dd-trace',
  sdks: ['openai-6', 'openai-7', 'anthropic-1'],
  hasCost: false,
  switchOn() {
    Object.assign(process.env, SETTINGS)
    const exported: Exported = { spans: 0, costUsd: 0 }
    takeInPlaceOfAgent((spans) => {
      exported.spans += spans
    })
    requireHere('dd-trace').init({ startupLogs: false })
    return Promise.resolve({ exported, flush: turn })
  },
}

/** The same with LLM Observability: for each call a span, and an event with tokens and the texts of prompt and answer. */
export const ddTraceWithEvents: Variant = {
  title: 'dd-trace, LLM Observability',
  sdks: ddTrace.sdks,
  hasCost: false,
  switchOn() {
    Object.assign(process.env, SETTINGS)
    const exported: Exported = { spans: 0, costUsd: 0 }
    takeInPlaceOfAgent(() => {})
    takeInPlaceOfIntake((events) => {
      exported.spans += events
    })
    requireHere('dd-trace').init({ startupLogs: false, llmobs: { mlApp: 'bench', agentlessEnabled: true } })
    return Promise.resolve({ exported, flush: turn })
  },
}

const requireHere = createRequire(import.meta.url)

const SETTINGS = {
  DD_API_KEY: 'bench',
  DD_SITE: 'datadoghq.com',
  // There is no agent that could be told or asked.
  DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false',
  DD_REMOTE_CONFIGURATION_ENABLED: 'false',
  // Events wait for the next flush, a thousand of them at the most, and the measured calls make more in the usual second.
  _DD_LLMOBS_FLUSH_INTERVAL: '5',
}

/** It takes no exporter; so what would encode and send finished spans counts them. */
function takeInPlaceOfAgent(count: (spans: number) => void): void {
  const AgentExporter = requireTheirs('./packages/dd-trace/src/exporters/agent')
  AgentExporter.prototype.export = (spans: readonly unknown[]) => count(spans.length)
}

/** The same for what would encode and send events. What adds one to the buffer is theirs. */
function takeInPlaceOfIntake(count: (events: number) => void): void {
  const EventWriter = requireTheirs('./packages/dd-trace/src/llmobs/writers/spans')
  EventWriter.prototype.flush = function (this: Writer) {
    count(this._buffer.events.length)
    this._buffer.clear()
  }
}

function requireTheirs(path: string): ReturnType<NodeJS.Require> {
  return createRequire(requireHere.resolve('dd-trace'))(path)
}

interface Writer {
  readonly _buffer: { readonly events: readonly unknown[]; clear(): void }
}
