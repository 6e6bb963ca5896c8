import * as bedrockModule from '@aws-sdk/client-bedrock-runtime'
import { LlmInstrumentation, providers } from '@costspan/instrumentation'
import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import * as googleModule from '@google/genai'
import { type Attributes, context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { rejection } from './metered.ts'

const exporter = new InMemorySpanExporter()
const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] })
const [google, bedrock] = ['google', 'bedrock'].map(instrumentationOf)
let provider: FakeProvider

beforeAll(async () => {
  provider = await startFakeProvider()
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  google?.patch(googleModule)
  bedrock?.patch(bedrockModule)
})
afterEach(() => {
  exporter.reset()
  provider.reset()
})
afterAll(async () => {
  google?.disable()
  bedrock?.disable()
  context.disable()
  await provider.close()
})

it('tells platform, region and host of a call of Vertex AI', async () => {
  await vertexClient().models.generateContent({ model: 'gemini-2.5-flash', contents: 'Hello' })

  expect(onlySpan()).toMatchObject({
    'gen_ai.provider.name': 'gcp.vertex_ai',
    'costspan.region': 'europe-west4',
    'server.address': '127.0.0.1',
    'server.port': Number(new URL(provider.url).port),
  })
})

it('tells the host of a call that brings its own', async () => {
  const client = new googleModule.GoogleGenAI({ apiKey: 'key', httpOptions: { baseUrl: 'http://127.0.0.1:1' } })
  const config = { httpOptions: { baseUrl: provider.googleUrl } }
  provider.script({ attempts: [200] })
  await client.models.generateContent({ model: 'gemini-2.5-flash', contents: 'Hello', config })

  expect(onlySpan()).toMatchObject({ 'server.port': Number(new URL(provider.url).port) })
})

it('bounds what may be billed of a body that is given as bytes by their number', async () => {
  provider.script({ fault: 'reset' })
  const body = Buffer.from(JSON.stringify({ prompt: 'x'.repeat(1_000), max_gen_len: 50 }))
  const modelId = 'meta.llama3-3-70b-instruct-v1:0'
  await rejection(bedrockClient().send(new bedrockModule.InvokeModelCommand({ modelId, body })))

  const attributes = onlySpan()
  expect(attributes).toMatchObject({
    'costspan.attempts.unobserved': 1,
    'costspan.attempts.max_output_tokens': 50,
  })
  const withNames = body.byteLength + JSON.stringify({ modelId, body: '' }).length
  expect(attributes['costspan.attempts.max_input_tokens']).toBe(withNames)
})

it('tells the region for which a request to Bedrock is signed', async () => {
  const modelId = 'amazon.titan-embed-text-v1'
  await bedrockClient().send(new bedrockModule.InvokeModelCommand({ modelId, body: '{"inputText":"Hello"}' }))

  expect(onlySpan()).toMatchObject({ 'costspan.region': 'eu-central-1', 'server.address': '127.0.0.1' })
})

it('meters behind a getter of a class that is not exported, until it is disabled', async () => {
  const own = instrumentationOf('google')
  const client = new googleModule.GoogleGenAI({ apiKey: 'key', httpOptions: { baseUrl: provider.googleUrl } })
  await client.interactions.create({ model: 'gemini-2.5-flash', input: 'Hello' })
  expect(onlySpan()).toMatchObject({ 'gen_ai.request.model': 'gemini-2.5-flash' })

  own.disable()
  google?.disable()
  exporter.reset()
  await client.interactions.create({ model: 'gemini-2.5-flash', input: 'Hello' })
  expect(exporter.getFinishedSpans()).toEqual([])
})

function instrumentationOf(name: string): LlmInstrumentation {
  const found = providers.find((each) => each.name === name)
  if (found === undefined) throw new TypeError(`there is no provider ${name}`)
  const instrumentation = new LlmInstrumentation({ provider: found })
  instrumentation.setTracerProvider(tracerProvider)
  return instrumentation
}

function vertexClient(): googleModule.GoogleGenAI {
  const authClient = { getRequestHeaders: () => Promise.resolve(new Headers({ authorization: 'Bearer test' })) }
  return new googleModule.GoogleGenAI({
    vertexai: true,
    project: 'project',
    location: 'europe-west4',
    httpOptions: { baseUrl: provider.googleUrl },
    googleAuthOptions: { authClient: authClient as never },
  })
}

function bedrockClient(): bedrockModule.BedrockRuntimeClient {
  return new bedrockModule.BedrockRuntimeClient({
    region: 'eu-central-1',
    endpoint: provider.bedrockUrl,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  })
}

function onlySpan(): Attributes {
  const spans = exporter.getFinishedSpans()
  expect(spans).toHaveLength(1)
  return spans[0]?.attributes ?? {}
}
