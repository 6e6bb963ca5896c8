import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Anthropic, * as anthropicSdk from '@anthropic-ai/sdk'
import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { CostSpanProcessor } from '@costspan/cost'
import { anthropicBatches, type BatchProvider, openaiBatches } from '@costspan/guard'
import { LlmInstrumentation, providers } from '@costspan/instrumentation'
import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import OpenAI, * as openaiSdk from 'openai'
import { afterAll, beforeAll, beforeEach } from 'vitest'

/** A provider with its bill, metered clients of both SDKs, and journals, for the tests of one file. */
export interface Batches {
  readonly provider: FakeProvider
  readonly exporter: InMemorySpanExporter
  /** The name of a journal that is not there yet. */
  newJournal(): string
  openai(): BatchProvider
  anthropic(): BatchProvider
}

export function useBatches(): Batches {
  const exporter = new InMemorySpanExporter()
  const spanProcessors = [new CostSpanProcessor(), new SimpleSpanProcessor({ exporter })]
  const tracerProvider = new TracerProvider({ spanProcessors })
  const folder = mkdtempSync(join(tmpdir(), 'costspan-batch-'))
  const state: { provider?: FakeProvider; journals: number } = { journals: 0 }
  const provider = (): FakeProvider => {
    if (state.provider === undefined) throw new Error('the provider starts with the first test')
    return state.provider
  }

  beforeAll(async () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    for (const [name, sdk] of Object.entries({ openai: openaiSdk, anthropic: anthropicSdk })) {
      const found = providers.find((each) => each.name === name)
      if (found === undefined) throw new Error(`there is no provider ${name}`)
      const instrumentation = new LlmInstrumentation({ provider: found })
      instrumentation.setTracerProvider(tracerProvider)
      instrumentation.patch(sdk)
    }
    state.provider = await startFakeProvider()
  })
  beforeEach(() => {
    provider().reset()
    exporter.reset()
  })
  afterAll(async () => {
    context.disable()
    await provider().close()
    rmSync(folder, { recursive: true })
  })

  return {
    get provider() {
      return provider()
    },
    exporter,
    newJournal: () => join(folder, `${(state.journals += 1)}.sqlite`),
    openai: () => openaiBatches(new OpenAI({ baseURL: provider().openaiUrl, apiKey: 'key', maxRetries: 0 })),
    anthropic: () =>
      anthropicBatches(new Anthropic({ baseURL: provider().anthropicUrl, apiKey: 'key', maxRetries: 0 })),
  }
}
