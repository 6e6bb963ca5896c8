import { LlmInstrumentation } from '@costspan/instrumentation'
import { type ReadableSpan, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import OpenAI, * as openaiModule from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openai } from '../../packages/instrumentation/src/providers/openai/provider.ts'
import { collectGarbageUntil } from '../unit/instrumentation/garbage.ts'

const STREAMS = 1_500

/** Counts spans, and keeps none of them. */
const spans = { ended: 0, withUsage: 0 }
const counting: SpanProcessor = {
  onStart() {},
  onEnd(span: ReadableSpan) {
    spans.ended += 1
    if (span.attributes['gen_ai.usage.output_tokens'] !== undefined) spans.withUsage += 1
  },
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
}

const instrumentation = new LlmInstrumentation({ provider: openai, enabled: false })
beforeAll(() => {
  instrumentation.setTracerProvider(new TracerProvider({ spanProcessors: [counting] }))
  instrumentation.enable()
  instrumentation.patch(openaiModule)
})
afterAll(() => instrumentation.disable())

const CHUNK = new TextEncoder().encode(
  `data: ${JSON.stringify({ id: 'a', model: 'gpt-4o', choices: [{ index: 0, delta: { content: 'word ' } }] })}\n\n`,
)

/** Streams that never end. */
const client = new OpenAI({
  apiKey: 'key',
  fetch: () => {
    const body = new ReadableStream({ pull: (controller) => controller.enqueue(CHUNK) })
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
  },
})

type Stream = AsyncIterable<unknown>

const WAYS: Readonly<Record<string, (stream: Stream) => Promise<unknown>>> = {
  'never read': () => Promise.resolve(),
  'read once and kept waiting': (stream) => stream[Symbol.asyncIterator]().next(),
}

async function abandon(way: (stream: Stream) => Promise<unknown>): Promise<void> {
  const stream = await client.chat.completions.create({
    model: 'gpt-4o',
    stream: true,
    messages: [{ role: 'user', content: 'Hello' }],
  })
  await way(stream)
}

async function abandonMany(way: (stream: Stream) => Promise<unknown>): Promise<number> {
  const before = spans.ended
  for (let made = 0; made < STREAMS / 100; made += 1) {
    await Promise.all(Array.from({ length: 100 }, () => abandon(way)))
  }
  await collectGarbageUntil(() => Promise.resolve(spans.ended === before + STREAMS))
  // What finalizers let go of is collected some rounds later.
  let rounds = 0
  await collectGarbageUntil(() => Promise.resolve((rounds += 1) > 10))
  return process.memoryUsage().heapUsed
}

describe('thousands of streams that are', () => {
  it.each(Object.entries(WAYS))('%s end their spans when they are collected, and leave nothing', async (_, way) => {
    const after = await abandonMany(way)
    const later = await abandonMany(way)
    // A stream that is kept would have some ten kilobytes.
    expect((later - after) / STREAMS).toBeLessThan(500)
  })
})
