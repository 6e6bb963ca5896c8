import { LlmInstrumentation, providers } from '@costspan/instrumentation'
import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import * as openaiModule from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HELLO } from './metered.ts'

describe('the limit that an application sets on the length of attributes', () => {
  let provider: FakeProvider

  beforeAll(async () => {
    provider = await startFakeProvider()
  })
  afterAll(() => provider.close())

  async function responseIdWith(attributeValueLengthLimit: number | undefined): Promise<unknown> {
    const exporter = new InMemorySpanExporter()
    const tracerProvider = new TracerProvider({
      spanProcessors: [new SimpleSpanProcessor({ exporter })],
      spanLimits: attributeValueLengthLimit === undefined ? {} : { attributeValueLengthLimit },
    })
    const instrumentations = providers
      .filter(({ module }) => module === 'openai')
      .map((each) => new LlmInstrumentation({ provider: each }))
    for (const each of instrumentations) {
      each.setTracerProvider(tracerProvider)
      each.patch(openaiModule)
    }
    try {
      const client = new openaiModule.OpenAI({ baseURL: provider.openaiUrl, apiKey: 'key' })
      const answer = await client.chat.completions.create({ model: 'gpt-4o', messages: HELLO })
      const recorded = exporter.getFinishedSpans()[0]?.attributes['gen_ai.response.id']
      return recorded === answer.id ? 'whole' : recorded
    } finally {
      for (const each of instrumentations) each.disable()
    }
  }

  it('cuts what we record', async () => {
    expect(await responseIdWith(10)).toMatch(/^chatcmpl-.$/)
  })

  it('leaves values whole where there is none', async () => {
    expect(await responseIdWith(undefined)).toBe('whole')
  })
})
