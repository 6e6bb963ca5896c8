// Langfuse as its documentation switches it on, with an address that discards; an application then wraps its clients.
import '@langfuse/openai'
import { LangfuseSpanProcessor } from '@langfuse/otel'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'

const processor = new LangfuseSpanProcessor({
  baseUrl: 'http://127.0.0.1:9',
  publicKey: 'pk-lf-bench',
  secretKey: 'sk-lf-bench',
})
new NodeTracerProvider({ spanProcessors: [processor] }).register()
