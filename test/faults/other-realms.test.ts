import { LlmInstrumentation } from '@costspan/instrumentation'
import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type OpenAI from 'openai'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openai } from '../../packages/instrumentation/src/providers/openai/provider.ts'
import { fake } from '../unit/instrumentation/metered.ts'
import { loadInRealm } from './load-in-realm.ts'

const exporter = new InMemorySpanExporter()
const instrumentation = new LlmInstrumentation({ provider: openai, enabled: false })
/** Two copies of the SDK in two realms, of which one is metered. */
const bare = loadInRealm('openai')
const metered = loadInRealm('openai')
let provider: FakeProvider

beforeAll(async () => {
  provider = await startFakeProvider()
  instrumentation.setTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }))
  instrumentation.enable()
  instrumentation.patch(metered.exports)
})
afterEach(() => exporter.reset())
afterAll(async () => {
  instrumentation.disable()
  await provider.close()
})

type Sdk = typeof import('openai')

const HELLO = [{ role: 'user' as const, content: 'Hello' }]

/** What an application can do with a call, told in words that do not depend on the realm. */
const USES: Readonly<Record<string, (client: OpenAI, of: typeof bare) => Promise<unknown>>> = {
  'is awaited': async (client, { realm }) => {
    const call = client.chat.completions.create({ model: 'gpt-4o', messages: HELLO })
    const { choices, usage } = await call
    const isOfRealm = [call instanceof realm.Promise, choices instanceof realm.Object, call instanceof Promise]
    return { isOfRealm, promptTokens: usage?.prompt_tokens, name: call.constructor.name }
  },
  'is read as a stream': async (client, { realm }) => {
    const options = { stream: true, stream_options: { include_usage: true } } as const
    const stream = await client.chat.completions.create({ model: 'gpt-4o', messages: HELLO, ...options })
    let chunks = 0
    for await (const _ of stream) chunks += 1
    return { chunks, isOfRealm: stream instanceof realm.Object, name: stream.constructor.name }
  },
  'is asked for its response': async (client) => {
    const { data, response } = await client.chat.completions.create({ model: 'gpt-4o', messages: HELLO }).withResponse()
    return { status: response.status, isOfNode: response instanceof Response, promptTokens: data.usage?.prompt_tokens }
  },
  fails: async (client, { exports, realm }) => {
    try {
      return await client.chat.completions.create({ model: 'gpt-4o', messages: HELLO }, fake({ status: 404 }))
    } catch (error) {
      const isOfRealm = [
        error instanceof realm.Error,
        error instanceof (exports as Sdk).NotFoundError,
        error instanceof Error,
      ]
      return { isOfRealm, message: (error as Error).message }
    }
  },
}

describe('a call of an SDK that was loaded into another realm, as Jest does,', () => {
  it.each(Object.entries(USES))('that %s is what it would be without us, and is metered', async (_, use) => {
    const [expected, found] = [await use(clientOf(bare), bare), await use(clientOf(metered), metered)]
    await instrumentation.forceFlush()

    expect(found).toEqual(expected)
    const spans = exporter.getFinishedSpans()
    expect(spans).toHaveLength(1)
    expect(spans[0]?.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      ...OUTCOMES[spans[0]?.status.code ?? 0],
    })
  })
})

function clientOf({ exports }: typeof bare): OpenAI {
  const { OpenAI: Client } = exports as Sdk
  return new Client({ baseURL: provider.openaiUrl, apiKey: 'key', maxRetries: 0 })
}

/** By the status of the span: unset, ok, error. */
const OUTCOMES = [
  { 'gen_ai.usage.input_tokens': expect.any(Number) },
  {},
  { 'error.type': expect.any(String) },
] as readonly object[]
