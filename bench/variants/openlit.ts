import { createRequire } from 'node:module'
import { HAIKU_4_5_PRICE } from '../calls/anthropic/anthropic-answers.ts'
import { turn } from '../calls/call-shapes.ts'
import { GPT_4O_PRICE } from '../calls/openai/openai-answers.ts'
import { switchOffNativeTracing } from './native-tracing.ts'
import type { Exported, SwitchedOn, Variant } from './variant.ts'

/** OpenLIT, the only other one that writes cost, as its `init` wires it: its own OpenTelemetry SDK 2, events on. */
export const openlit: Variant = openlitVariant('openlit', {})

/** OpenLIT without the texts of prompts and answers, which costspan does not capture either. */
export const openlitWithoutContent: Variant = openlitVariant('openlit, content capture off', {
  captureMessageContent: false,
})

function openlitVariant(title: string, options: Readonly<Record<string, unknown>>): Variant {
  return {
    title,
    sdks: ['openai-6', 'openai-7', 'anthropic-1'],
    remarks: {
      'anthropic-1':
        "the SDK's own spans off, or each call would have two; counts the placeholder of a stream as output",
    },
    hasCost: true,
    streamCostErrorUsd: { 'anthropic-1': HAIKU_4_5_PRICE.output / 1e6 },
    switchOn: () => switchOn(options),
  }
}

async function switchOn(options: Readonly<Record<string, unknown>>): Promise<SwitchedOn> {
  switchOffNativeTracing()
  const requireHere = createRequire(import.meta.url)
  const requireTheirs = createRequire(requireHere.resolve('openlit'))
  const exported = takeInPlaceOfExporters(requireTheirs)
  const { Openlit } = requireHere('openlit')
  // Port 9 discards; nothing is sent, because the exporters were replaced.
  Openlit.init({ otlpEndpoint: 'http://127.0.0.1:9', pricingJson: priceList(), ...options })
  // The price list is taken over in a promise callback.
  await turn()
  const { trace, ProxyTracerProvider } = requireTheirs('@opentelemetry/api')
  const global = trace.getTracerProvider()
  const provider = global instanceof ProxyTracerProvider ? global.getDelegate() : global
  return { exported, flush: () => provider.forceFlush() }
}

/** OpenLIT takes no exporter; so its OTLP exporters are made to answer at once. */
function takeInPlaceOfExporters(requireTheirs: NodeJS.Require): Exported {
  const exported: Exported = { spans: 0, costUsd: 0 }
  const { OTLPTraceExporter } = requireTheirs('@opentelemetry/exporter-trace-otlp-http')
  const { OTLPLogExporter } = requireTheirs('@opentelemetry/exporter-logs-otlp-http')
  OTLPTraceExporter.prototype.export = (spans: { attributes: Record<string, unknown> }[], done: Done) => {
    exported.spans += spans.length
    for (const span of spans) exported.costUsd += Number(span.attributes['gen_ai.usage.cost'] ?? 0)
    done({ code: 0 })
  }
  OTLPLogExporter.prototype.export = (_: unknown, done: Done) => done({ code: 0 })
  return exported
}

type Done = (result: { code: number }) => void

/** In USD per thousand tokens. Models have to be listed by the very name of the request. */
function priceList(): Readonly<Record<string, unknown>> {
  const [gpt, haiku] = [pricePerThousand(GPT_4O_PRICE), pricePerThousand(HAIKU_4_5_PRICE)]
  const chat = {
    'gpt-4o': gpt,
    'gpt-4o-2024-08-06': gpt,
    'claude-haiku-4-5': haiku,
    'claude-haiku-4-5-20251001': haiku,
  }
  return { chat, embeddings: {}, images: {}, audio: {} }
}

interface PricePerMillion {
  readonly input: number
  readonly cacheRead: number
  readonly output: number
}

function pricePerThousand({ input, cacheRead, output }: PricePerMillion): Readonly<Record<string, number>> {
  return { promptPrice: input / 1_000, cacheReadPrice: cacheRead / 1_000, completionPrice: output / 1_000 }
}
