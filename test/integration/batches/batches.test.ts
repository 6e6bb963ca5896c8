import { batchMetadata, CostSpanProcessor, withCostContext } from '@costspan/cost'
import { LlmInstrumentation, providers } from '@costspan/instrumentation'
import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchProvider, SUBMITTED_AT } from './batch-provider.ts'
import { sdkCopy } from '../../support/sdk-copy.ts'

beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()))
afterAll(() => context.disable())

interface Process {
  /** What is asserted of each span. */
  readonly calls: () => readonly unknown[]
  readonly end: () => void
}

/** One process that meters an SDK: what it remembers of batches, another one does not know. */
function startProcess(name: 'openai' | 'anthropic', sdk: unknown): Process {
  const exporter = new InMemorySpanExporter()
  const spanProcessors = [new CostSpanProcessor(), new SimpleSpanProcessor({ exporter })]
  const provider = providers.find((each) => each.name === name)
  if (provider === undefined) throw new Error(`there is no provider ${name}`)
  const instrumentation = new LlmInstrumentation({ provider })
  instrumentation.setTracerProvider(new TracerProvider({ spanProcessors }))
  instrumentation.patch(sdk)
  return {
    calls: () =>
      exporter.getFinishedSpans().map(({ name: spanName, attributes, startTime }) => ({
        name: spanName,
        customId: attributes['costspan.batch.custom_id'],
        batch: attributes['costspan.batch.id'],
        feature: attributes['costspan.feature'],
        status: attributes['costspan.cost.status'],
        nanoUsd: attributes['costspan.cost.nano_usd'],
        error: attributes['error.type'],
        startedAt: startTime[0],
      })),
    end: () => instrumentation.disable(),
  }
}

/** What a batch is submitted with. */
const BATCH = { input_file_id: 'file-input', endpoint: '/v1/chat/completions', completion_window: '24h' } as const

describe.each(['openai-5', 'openai-6', 'openai-7'])('a batch of %s', async (copy) => {
  const sdk = await sdkCopy<typeof import('openai')>(copy)
  const client = (fetch: typeof globalThis.fetch) => new sdk.OpenAI({ apiKey: 'key', fetch })
  // Half of 2.50 and 10.00 for gpt-4o, of 2 and 8 for gpt-4.1, of 0.13 for the embeddings.
  const priced = (facts: object): readonly unknown[] => [
    { name: 'chat gpt-4o-2024-08-06', customId: 'ticket-1', status: 'reported', nanoUsd: 2_250_000, ...facts },
    { name: 'chat gpt-4.1-2025-04-14', customId: 'ticket-2', status: 'reported', nanoUsd: 900_000, ...facts },
    { name: 'embeddings text-embedding-3-large', customId: 'ticket-3', status: 'reported', nanoUsd: 260_000, ...facts },
    { name: 'chat', customId: 'ticket-4', error: '400', ...facts },
  ]

  it('is priced at the batch price when another process reads it, for the submitter', async () => {
    const provider = batchProvider()
    const submitter = startProcess('openai', sdk)
    await withCostContext({ feature: 'triage', team: 'care' }, () =>
      client(provider.fetch).batches.create({ ...BATCH, metadata: batchMetadata({ job: 'nightly' }) }),
    )
    expect(provider.metadata()).toEqual({ job: 'nightly', 'costspan.feature': 'triage', 'costspan.team': 'care' })
    expect(submitter.calls()).toEqual([])
    submitter.end()

    const reader = startProcess('openai', sdk)
    await withCostContext({ feature: 'cron' }, async () => {
      const { output_file_id: file } = await client(provider.fetch).batches.retrieve('batch_1')
      await (await client(provider.fetch).files.content(file ?? '')).text()
    })
    expect(reader.calls()).toEqual(priced({ batch: 'file-output', feature: 'triage', startedAt: SUBMITTED_AT }))
    reader.end()
  })

  it('is priced once, however often and in whatever form its results are read', async () => {
    const { fetch } = batchProvider()
    const one = startProcess('openai', sdk)
    await client(fetch).batches.retrieve('batch_1')
    for (const read of ['arrayBuffer', 'blob', 'text'] as const) {
      await (await client(fetch).files.content('file-output'))[read]()
    }
    await new Promise(setImmediate)
    expect(one.calls()).toEqual(priced({ batch: 'file-output', startedAt: SUBMITTED_AT }))
    one.end()
  })

  it.each<[string, (body: ReadableStream<Uint8Array>) => AsyncIterable<unknown>]>([
    ['by itself', (body) => body],
    ['as a stream of Node', (body) => Readable.fromWeb(body as NodeReadableStream)],
    ['through a decoder', (body) => body.pipeThrough(new TextDecoderStream())],
  ])('is priced where its results are read as they come, %s', async (_, read) => {
    const { fetch } = batchProvider()
    const whole = await (await client(fetch).files.content('file-output')).text()
    const one = startProcess('openai', sdk)
    await client(fetch).batches.retrieve('batch_1')
    const { body } = await client(fetch).files.content('file-output')
    if (body === null) throw new Error('expected a body')
    const chunks: unknown[] = []
    for await (const chunk of read(body)) chunks.push(chunk)
    expect(Buffer.concat(chunks.map((chunk) => Buffer.from(chunk as Uint8Array))).toString()).toBe(whole)
    expect(one.calls()).toEqual(priced({ batch: 'file-output', startedAt: SUBMITTED_AT }))
    one.end()
  })

  it('is for the submitter without any metadata where the same process reads it', async () => {
    const { fetch } = batchProvider()
    const one = startProcess('openai', sdk)
    await withCostContext({ feature: 'triage' }, () => client(fetch).batches.create(BATCH))
    await (await client(fetch).files.content('file-output')).text()
    expect(one.calls()).toEqual(priced({ batch: 'file-output', feature: 'triage', startedAt: SUBMITTED_AT }))
    one.end()
  })

  it('is for the reader where nobody says who submitted it, and other files are no batches', async () => {
    const { fetch } = batchProvider()
    const one = startProcess('openai', sdk)
    await withCostContext({ feature: 'cron' }, async () => {
      await (await client(fetch).files.content('file-other')).text()
      await (await client(fetch).files.content('file-output')).text()
    })
    expect(one.calls()).toEqual(priced({ batch: 'file-output', feature: 'cron', startedAt: expect.any(Number) }))
    one.end()
  })
})

describe.each(['anthropic-0', 'anthropic-1'])('a batch of %s', async (copy) => {
  const sdk = await sdkCopy<typeof import('@anthropic-ai/sdk')>(copy)
  const client = (fetch: typeof globalThis.fetch) => new sdk.Anthropic({ apiKey: 'key', fetch })
  const messages = [{ role: 'user' as const, content: 'Hello' }]
  const requests = [{ custom_id: 'ticket-1', params: { model: 'claude-sonnet-4-6', max_tokens: 9, messages } }]
  const priced = (facts: object): readonly unknown[] => [
    // Half of 3.00 and 15.00.
    { name: 'chat claude-sonnet-4-6', customId: 'ticket-1', status: 'reported', nanoUsd: 3_000_000, ...facts },
    { name: 'chat', customId: 'ticket-2', error: 'invalid_request_error', ...facts },
  ]

  it('is priced once at the batch price, for the submitter in the same process', async () => {
    const { fetch } = batchProvider()
    const one = startProcess('anthropic', sdk)
    await withCostContext({ feature: 'triage' }, () => client(fetch).messages.batches.create({ requests }))
    for (const time of [1, 2]) {
      const customIds: string[] = []
      for await (const { custom_id } of await client(fetch).messages.batches.results('msgbatch_1')) {
        customIds.push(custom_id)
      }
      expect(customIds, `reading for the ${time}. time`).toEqual(['ticket-1', 'ticket-2', 'ticket-3', 'ticket-4'])
    }
    expect(one.calls()).toEqual(priced({ batch: 'msgbatch_1', feature: 'triage', startedAt: SUBMITTED_AT }))
    one.end()
  })

  it('is for the cost context of the reader in another process, at the price of the day of submission', async () => {
    const { fetch } = batchProvider()
    const one = startProcess('anthropic', sdk)
    await withCostContext({ feature: 'triage' }, async () => {
      for await (const _ of await client(fetch).messages.batches.results('msgbatch_1'));
    })
    expect(one.calls()).toEqual(priced({ batch: 'msgbatch_1', feature: 'triage', startedAt: SUBMITTED_AT }))
    one.end()
  })
})
