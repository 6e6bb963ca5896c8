/**
 * An application under load, which `--import @costspan/node/register` meters. It does what its parent asks for: calls by an SDK,
 * or spans as another instrumentation would make them; and then tells how much memory is in use.
 */
import { withCostContext } from '@costspan/cost'
import { trace } from '@opentelemetry/api'
import OpenAI from 'openai'

const CALLS_AT_ONCE = 16
const SPANS_IN_A_ROW = 200
const FEATURES = ['chat', 'search', 'review', 'summaries']

const openai = new OpenAI()
const tracer = trace.getTracer('another-instrumentation')
const messages = [{ role: 'user', content: 'Why is the sky blue?' }]

process.on('message', (work) => void doWork(work))
process.once('SIGTERM', () => process.disconnect())
process.send('ready')

async function doWork({ calls, spans, spanAttributes }) {
  await makeCalls(calls)
  await makeSpans(spans, spanAttributes)
  gc()
  process.send({ heapBytes: process.memoryUsage().heapUsed })
}

async function makeCalls(count) {
  let made = 0
  const caller = async () => {
    while (made < count) {
      const call = made++
      await withCostContext({ feature: FEATURES[call % FEATURES.length], user: `user-${call % 1_000}` }, () =>
        ask(call),
      )
    }
  }
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, caller))
}

/** Mostly whole answers, now and then a stream, an embedding, and a stream that is left early. */
async function ask(call) {
  if (call % 10 === 0)
    return openai.embeddings.create({ model: 'text-embedding-3-small', input: 'Why is the sky blue?' })
  if (call % 5 !== 0) return openai.chat.completions.create({ model: 'gpt-4o', messages })
  const stream = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages,
    stream: true,
    stream_options: { include_usage: true },
  })
  for await (const _chunk of stream);
}

async function makeSpans(count, attributes) {
  for (let made = 0; made < count; made++) {
    const feature = FEATURES[made % FEATURES.length]
    tracer.startSpan('chat gpt-4o', { attributes: { ...attributes, 'costspan.feature': feature } }).end()
    if (made % SPANS_IN_A_ROW === 0) await new Promise(setImmediate)
  }
}
