import Anthropic, * as anthropicModule from '@anthropic-ai/sdk'
import {
  createUsageEstimator,
  LlmInstrumentation,
  type LlmInstrumentationConfig,
  providers,
  type UsageEstimator,
} from '@costspan/instrumentation'
import { type Behaviour, fakeHeaders, type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { type Attributes, context, type SpanKind, type SpanStatus } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import OpenAI, * as openaiModule from 'openai'
import { afterAll, afterEach, beforeAll } from 'vitest'

/** What the tests look at of a span. */
export interface SpanRecord {
  readonly name: string
  readonly kind: SpanKind
  readonly attributes: Attributes
  readonly status: SpanStatus
}

/** Metered SDKs, a provider to call with them, and the spans that come of it. */
export interface Metered {
  readonly provider: FakeProvider
  readonly openai: OpenAI
  readonly anthropic: Anthropic
  readonly tracerProvider: TracerProvider
  /** All spans that ended in this test, after the tokens of those that wait for it are counted. */
  readonly finishedSpans: () => Promise<readonly ReadableSpan[]>
  /** The one span of this test. */
  readonly onlySpan: () => Promise<SpanRecord>
  /** The attributes that every call of this provider has. */
  readonly server: Attributes
}

/** Counts for as long as it takes: on a busy machine the tokenizer loads longer than an application would wait for it. */
function patientEstimator(): UsageEstimator {
  const estimator = createUsageEstimator()
  return { ...estimator, flush: () => estimator.flush(60_000) }
}

/** Meters the SDKs of this process while the tests of one file run. Modules are patched by hand: vitest loads them its own way. */
export function useMetered(config: LlmInstrumentationConfig = {}): Metered {
  const exporter = new InMemorySpanExporter()
  const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] })
  const shared = { estimator: patientEstimator(), ...config, enabled: false }
  const instrumentations = providers.map((provider) => new LlmInstrumentation({ ...shared, provider }))
  let fake: FakeProvider | undefined
  const started = (): FakeProvider => {
    if (fake === undefined) throw new Error('the provider starts with the first test')
    return fake
  }

  beforeAll(async () => {
    fake = await startFakeProvider()
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    for (const each of instrumentations) {
      each.setTracerProvider(tracerProvider)
      each.enable()
      each.patch(openaiModule)
      each.patch(anthropicModule)
    }
  })
  afterEach(async () => {
    await started().idle()
    for (const each of instrumentations) await each.forceFlush()
    exporter.reset()
    started().reset()
  })
  afterAll(async () => {
    for (const each of instrumentations) each.disable()
    context.disable()
    await started().close()
  })

  const finishedSpans = async (): Promise<readonly ReadableSpan[]> => {
    for (const each of instrumentations) await each.forceFlush()
    return exporter.getFinishedSpans()
  }
  return {
    tracerProvider,
    finishedSpans,
    async onlySpan() {
      const spans = await finishedSpans()
      if (spans.length !== 1) throw new Error(`expected one span, got ${JSON.stringify(spans.map(({ name }) => name))}`)
      return spans.map(({ name, kind, attributes, status }) => ({ name, kind, attributes, status }))[0] as SpanRecord
    },
    get provider() {
      return started()
    },
    get openai() {
      return new OpenAI({ baseURL: started().openaiUrl, apiKey: 'key', maxRetries: 0 })
    },
    get anthropic() {
      return new Anthropic({ baseURL: started().anthropicUrl, apiKey: 'key', maxRetries: 0, openTelemetry: false })
    },
    get server() {
      const { hostname, port } = new URL(started().url)
      return { 'server.address': hostname, 'server.port': Number(port) }
    },
  }
}

/** Request options that carry a behaviour. */
export function fake(behaviour: Behaviour): { headers: Record<string, string> } {
  return { headers: fakeHeaders(behaviour) }
}

export const HELLO: { role: 'user'; content: string }[] = [{ role: 'user', content: 'Hello' }]

/** What a call that must fail fails with. */
export async function rejection(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('expected a rejection')
}

export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of stream) items.push(item)
  return items
}
