import type { Attributes, Context, Link, SpanKind, TraceState } from '@opentelemetry/api'

/** A sampler as the OpenTelemetry SDK 2.x and 3.x have it. */
export interface SamplerLike {
  shouldSample(
    context: Context,
    traceId: string,
    spanName: string,
    spanKind: SpanKind,
    attributes: Attributes,
    links: Link[],
  ): SamplingResultLike
  toString(): string
}

/** Decision 0 drops the span, 1 records it for processors only, 2 exports it too. */
interface SamplingResultLike {
  decision: 0 | 1 | 2
  attributes?: Readonly<Attributes>
  traceState?: TraceState
}

/**
 * Wraps a sampler so that sampling loses no money: a call that it drops is recorded for the processors, which price and
 * count it, and is still never exported. Other spans stay as the sampler decides, and cost nothing.
 *
 * @example
 * ```ts
 * new TracerProvider({ sampler: recordUnsampledCalls(new TraceIdRatioBasedSampler(0.01)) })
 * ```
 */
export function recordUnsampledCalls(sampler: SamplerLike): SamplerLike {
  return {
    shouldSample(context, traceId, spanName, spanKind, attributes, links) {
      const result = sampler.shouldSample(context, traceId, spanName, spanKind, attributes, links)
      return result.decision === 0 && looksLikeCall(attributes) ? { ...result, decision: 1 } : result
    },
    toString: () => `RecordUnsampledCalls{${sampler.toString()}}`,
  }
}

/** The names that emitters of LLM spans give when a span starts: the conventions', OpenInference's, the Vercel AI SDK's. */
const CALL_ATTRIBUTE = /^(?:gen_ai|llm|ai|openinference)\./

function looksLikeCall(attributes: Attributes): boolean {
  for (const name in attributes) if (CALL_ATTRIBUTE.test(name)) return true
  return false
}
