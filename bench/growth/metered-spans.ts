import { costHistograms, CostSpanProcessor, costViews } from '@costspan/cost'
import { type Attributes, type Context, SpanKind } from '@opentelemetry/api'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { TracerProvider } from '@opentelemetry/sdk-trace'

/** What was called. */
export interface CalledModel {
  readonly provider: string
  readonly id: string
}

const GPT_4O: CalledModel = { provider: 'openai', id: 'gpt-4o' }

const RESPONSE: Attributes = {
  'gen_ai.response.id': 'chatcmpl-AbCdEfGh',
  'gen_ai.usage.input_tokens': 1_042,
  'gen_ai.usage.output_tokens': 317,
}

/** Makes the span of a call, from start to end, which a processor of its own prices and counts. */
export function meteredSpans(dimensions?: readonly string[]): (context: Context, called?: CalledModel) => void {
  const options = dimensions === undefined ? {} : { dimensions }
  const meterProvider = new MeterProvider({ views: costViews(options) })
  const processor = new CostSpanProcessor({ meterProvider, histograms: costHistograms(), ...options })
  const tracer = new TracerProvider({ spanProcessors: [processor] }).getTracer('bench')
  return (context, { provider, id } = GPT_4O) => {
    const attributes = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': provider,
      'gen_ai.request.model': id,
    }
    const span = tracer.startSpan('chat', { kind: SpanKind.CLIENT, attributes }, context)
    span.setAttributes(RESPONSE)
    span.end()
  }
}
