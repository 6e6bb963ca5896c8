import type { Attributes } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { CostSpanProcessor, type CostSpanProcessorOptions, type PricedCall } from '@costspan/cost'

/** Ends a span with the attributes given and returns it as an exporter sees it, with what listeners were told. */
export function priceSpan(
  attributes: Attributes,
  options: CostSpanProcessorOptions = {},
): { attributes: Attributes; calls: PricedCall[] } {
  const exporter = new InMemorySpanExporter()
  const calls: PricedCall[] = []
  const provider = new TracerProvider({
    spanProcessors: [
      // The exporter comes first: what onEnding writes must reach it all the same.
      new SimpleSpanProcessor({ exporter }),
      new CostSpanProcessor({ onCost: (call) => calls.push(call), ...options }),
    ],
  })
  provider.getTracer('test').startSpan('call', { attributes }).end()
  const [span] = exporter.getFinishedSpans()
  return { attributes: span?.attributes ?? {}, calls }
}

/** A chat call of gpt-4o: 2.50 USD a million input tokens, 1.25 from the cache, 10 a million output tokens. */
export const CHAT: Attributes = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.response.model': 'gpt-4o-2024-08-06',
}
