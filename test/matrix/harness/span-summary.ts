import { attributesOf } from './otlp.ts'
import { SCENARIO_TRACER } from './play.ts'
import type { ExpectedSpan } from './scenario.ts'
import type { ReceivedSpan } from './trace-receiver.ts'

export type SpanSummary = Required<ExpectedSpan>

/** Spans around calls, which are no calls themselves. */
const WRAPPERS = new Set(['invoke_agent', 'execute_tool', 'create_agent', 'invoke_workflow'])

/** The inference spans of each scenario, found by the trace that the scenario opened. */
export function spansByScenario(spans: readonly ReceivedSpan[]): Readonly<Record<string, readonly SpanSummary[]>> {
  const scenarioOf = new Map(
    spans.filter(({ scope }) => scope === SCENARIO_TRACER).map((span) => [span.traceId, span.name]),
  )
  const found: Record<string, SpanSummary[]> = {}
  for (const name of scenarioOf.values()) found[name] = []
  for (const span of spans) {
    const summary = summarize(span)
    const scenario = scenarioOf.get(span.traceId) ?? 'no scenario'
    if (summary !== undefined) (found[scenario] ??= []).push(summary)
  }
  return found
}

/** Undefined of a span that is no call of a model and has no cost: a priced span is always one too many or too few. */
function summarize(span: ReceivedSpan): SpanSummary | undefined {
  const attributes = attributesOf(span)
  const operation = attributes['gen_ai.operation.name']
  const isCall = typeof operation === 'string' && !WRAPPERS.has(operation)
  const isPriced = attributes['costspan.cost.nano_usd'] !== undefined
  if (!isCall && !isPriced) return undefined
  const text = (key: string): string | undefined => attributes[key]?.toString()
  const count = (key: string): number | undefined =>
    attributes[key] === undefined ? undefined : Number(attributes[key])
  return {
    operation: text('gen_ai.operation.name') ?? span.name,
    provider: text('gen_ai.provider.name') ?? '',
    region: text('costspan.region'),
    requestModel: text('gen_ai.request.model') ?? '',
    responseModel: text('gen_ai.response.model'),
    input: count('gen_ai.usage.input_tokens'),
    output: count('gen_ai.usage.output_tokens'),
    cacheRead: count('gen_ai.usage.cache_read.input_tokens'),
    cacheWrite: count('gen_ai.usage.cache_write.input_tokens'),
    reasoning: count('gen_ai.usage.reasoning.output_tokens'),
    estimated: attributes['costspan.usage.estimated'] === true,
    costStatus: text('costspan.cost.status'),
    nanoUsd: count('costspan.cost.nano_usd'),
    failed: span.status?.code === 2,
    errorType: text('error.type'),
    resends: count('http.request.resend_count'),
    unobserved: count('costspan.attempts.unobserved'),
  }
}
