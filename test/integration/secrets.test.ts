import { CostSpanProcessor } from '@costspan/cost'
import { LlmInstrumentation, providers } from '@costspan/instrumentation'
import { fakeHeaders, type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import Anthropic, * as anthropicModule from '@anthropic-ai/sdk'
import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import OpenAI, * as openaiModule from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** A secret for each place that a client has for one. */
const SECRETS = {
  key: 'sk-planted-key',
  organization: 'org-planted',
  header: 'planted-header',
  callHeader: 'planted-call-header',
  query: 'planted-query',
  callQuery: 'planted-call-query',
  userName: 'planted-user',
  password: 'planted-password',
  baseUrlQuery: 'planted-base-url-query',
  errorMessage: 'planted-error-message',
}

const messages = [{ role: 'user' as const, content: 'Hello' }]

describe.each([false, true])('telemetry, with content recorded: %s', (capture) => {
  let fake: FakeProvider
  let collector: Server
  let exported = ''
  let requests = 0
  let flush: () => Promise<unknown>
  const instrumentations = providers.map((provider) => new LlmInstrumentation({ provider, content: { capture } }))

  beforeAll(async () => {
    fake = await startFakeProvider()
    collector = createServer((request, response) => {
      void text(request).then((body) => {
        exported += body
        requests += 1
        response.setHeader('content-type', 'application/json').end('{}')
      })
    })
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
    const reader = new PeriodicExportingMetricReader({
      exporter: new OTLPMetricExporter({ url: `${url}/v1/metrics` }),
      exportIntervalMillis: 3_600_000,
    })
    const meterProvider = new MeterProvider({ readers: [reader] })
    const tracerProvider = new TracerProvider({
      spanProcessors: [
        new CostSpanProcessor({ meterProvider }),
        new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${url}/v1/traces` }) }),
      ],
    })
    flush = () => Promise.all([tracerProvider.forceFlush(), meterProvider.forceFlush()])
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    for (const each of instrumentations) {
      each.setTracerProvider(tracerProvider)
      each.patch(openaiModule)
      each.patch(anthropicModule)
    }
  })
  afterAll(async () => {
    for (const each of instrumentations) each.disable()
    context.disable()
    await fake.close()
    await new Promise((resolve) => collector.close(resolve))
  })

  it('holds no secret of a client, of a call, of a URL or of an error', async () => {
    const client = {
      apiKey: SECRETS.key,
      defaultHeaders: { 'x-secret': SECRETS.header },
      defaultQuery: { secret: SECRETS.query },
      maxRetries: 0,
    }
    const call = { headers: { 'x-own': SECRETS.callHeader }, query: { own: SECRETS.callQuery } }
    const failing = {
      ...call,
      headers: { ...call.headers, ...fakeHeaders({ status: 400, error: { message: SECRETS.errorMessage } }) },
    }
    const withUser = (url: string): string =>
      `${url.replace('http://', `http://${SECRETS.userName}:${SECRETS.password}@`)}?token=${SECRETS.baseUrlQuery}`

    let failed = 0
    for (const urlOf of [String, withUser]) {
      const openai = new OpenAI({ ...client, organization: SECRETS.organization, baseURL: urlOf(fake.openaiUrl) })
      const anthropic = new Anthropic({ ...client, baseURL: urlOf(fake.anthropicUrl), openTelemetry: false })
      for (const options of [call, failing]) {
        const message = { model: 'claude-haiku-4-5', max_tokens: 9, messages }
        for (const make of [
          () => openai.chat.completions.create({ model: 'gpt-4o', messages }, options),
          () => openai.chat.completions.create({ model: 'gpt-4o', messages, stream: true }, options),
          () => openai.responses.create({ model: 'gpt-5', input: 'Hello' }, options),
          () => openai.embeddings.create({ model: 'text-embedding-3-small', input: 'Hello' }, options),
          () => anthropic.messages.create(message, options),
          () => anthropic.messages.stream(message, options).finalMessage(),
        ]) {
          try {
            const answer = await make()
            if (Symbol.asyncIterator in answer) for await (const _ of answer);
          } catch {
            failed += 1
          }
        }
      }
    }
    for (const each of instrumentations) await each.forceFlush()
    await flush()

    expect(requests).toBeGreaterThanOrEqual(2)
    // Node's fetch takes no URL with a user in it; those calls fail with the URL in their message.
    expect(failed).toBe(18)
    expect(exported.match(/gen_ai\.operation\.name/g)?.length).toBeGreaterThanOrEqual(24)
    expect(exported.includes('gen_ai.input.messages')).toBe(capture)
    expect(Object.entries(SECRETS).filter(([, secret]) => exported.includes(secret))).toEqual([])
  })
})
