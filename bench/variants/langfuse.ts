import { createRequire } from 'node:module'
import type { OpenAiModule } from '../calls/openai/openai-calls.ts'
import type { Exported, Variant } from './variant.ts'

/** Langfuse, on the second major of the OpenTelemetry SDK that it asks for: spans with tokens and texts, neither metrics nor cost. */
export const langfuse: Variant = {
  title: '@langfuse/openai',
  sdks: ['openai-6', 'openai-7'],
  unmetered: { 'anthropic-1': "it has nothing of its own for this SDK, and its documentation takes OpenInference's" },
  hasCost: false,
  switchOn() {
    const requireTheirs = createRequire(new URL('../peers/langfuse/package.json', import.meta.url))
    const { observeOpenAI } = requireTheirs('@langfuse/openai')
    const { LangfuseSpanProcessor } = requireTheirs('@langfuse/otel')
    const { NodeTracerProvider } = requireTheirs('@opentelemetry/sdk-trace-node')
    const exported: Exported = { spans: 0, costUsd: 0 }
    const exporter = {
      export(spans: readonly unknown[], done: (result: { code: number }) => void) {
        exported.spans += spans.length
        done({ code: 0 })
      },
      shutdown: () => Promise.resolve(),
    }
    const keys = { publicKey: 'pk-lf-bench', secretKey: 'sk-lf-bench' }
    const provider = new NodeTracerProvider({ spanProcessors: [new LangfuseSpanProcessor({ exporter, ...keys })] })
    provider.register()
    return Promise.resolve({
      exported,
      flush: () => provider.forceFlush(),
      wrap: (sdkExports: unknown) => observed(sdkExports as OpenAiModule, observeOpenAI),
    })
  },
}

/** The module as it is, but for clients, which come wrapped. */
function observed(sdk: OpenAiModule, observeOpenAI: (client: object) => object): OpenAiModule {
  const OpenAI = new Proxy(sdk.OpenAI, {
    construct: (Client, [options]) => observeOpenAI(new Client(options)),
  })
  return { ...sdk, OpenAI }
}
