import { startFakeProvider } from '@costspan-test/fake-provider'
import { setTimeout as sleep } from 'node:timers/promises'
import { sendSpans } from '../collector/send-spans.ts'
import { askPrometheus, nanoUsd } from '../whole/ask-prometheus.ts'
import { type CollectorExtras, startWholeStack, type WholeStack } from '../whole/start-whole-stack.ts'
import { startSoakApp } from './start-soak-app.ts'

/**
 * A soak: many calls through all of the stack. A tenth of them are calls by an SDK to the fake provider; of the others, half are
 * spans of another instrumentation in the same application, and half are spans of a service that the gateway prices.
 */
export interface SoakOptions {
  readonly calls: number
  /** The programs of the stack, by name, and the collector. */
  readonly programs: Readonly<Record<string, string>>
  readonly collector: string
  readonly collectorExtras?: CollectorExtras
  readonly log?: (line: string) => void
}

/** What was true when a part of the calls had been made. */
export interface SoakMark {
  readonly calls: number
  /** Of the application, after garbage was collected. */
  readonly appHeapBytes: number
  /** Of the collector, as it tells itself: the least while this part was made, which is what is in use, and little garbage. */
  readonly collectorHeapBytes: number
  readonly collectorRssBytes: number
  /** Since the start. */
  readonly seconds: number
}

export interface SoakResult {
  readonly marks: readonly SoakMark[]
  readonly calls: number
  readonly countedCalls: number
  /** What the provider bills, and what the spans cost by the price list. */
  readonly expectedNanoUsd: bigint
  /** What Prometheus has. */
  readonly countedNanoUsd: bigint
}

const CALL = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.response.model': 'gpt-4o',
  'gen_ai.usage.input_tokens': 1_000,
  'gen_ai.usage.output_tokens': 100,
}
/** 1,000 tokens at 2.50 and 100 at 10 USD per million. */
const CALL_NANO_USD = 3_500_000n

const SPEND = 'costspan_cost_USD_total'
const SENT_AT_ONCE = 2_000
const PARTS = 10
/**
 * However fast the machine, a tenth lasts so long: the collector keeps a trace for some seconds until it decides, and begins to
 * give back what the first had taken only then.
 */
const LEAST_SECONDS_OF_PART = 6
/** Prometheus looks once a second. */
const LEAST_SECONDS_LOOKED_AT = 2
const MOST_MILLIS_UNTIL_COUNTED = 120_000

/** Looks at the memory after each tenth of the calls, and at the end compares the sums. */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const { calls, programs, collector, collectorExtras, log = () => {} } = options
  const start = performance.now()
  const provider = await startFakeProvider({ keepHistory: false })
  const stack = await startWholeStack(programs, collector, collectorExtras)
  const marks: SoakMark[] = []
  const part = calls / PARTS
  const real = part / 10
  const spans = (part - real) / 2
  try {
    const app = await startSoakApp(provider.openaiUrl, stack.otlpUrl)
    for (let made = part; made <= calls; made += part) {
      const [{ heapBytes }] = await Promise.all([
        app.work({ calls: real, spans, spanAttributes: CALL }),
        sendAll(stack.otlpUrl, spans),
        sleep(LEAST_SECONDS_OF_PART * 1_000),
      ])
      const seconds = (performance.now() - start) / 1_000
      const memory = await collectorMemory(stack, seconds - (marks.at(-1)?.seconds ?? 0))
      marks.push({ calls: made, appHeapBytes: heapBytes, ...memory, seconds })
      log(JSON.stringify(marks.at(-1)))
    }
    await app.stop()
    const expectedNanoUsd = provider.bill().totalNanoUsd + BigInt(2 * spans * PARTS) * CALL_NANO_USD
    const countedCalls = await atLeast(stack.prometheusUrl, 'sum(costspan_calls_total)', calls)
    return { marks, calls, countedCalls, expectedNanoUsd, countedNanoUsd: await nanoUsd(stack.prometheusUrl, SPEND) }
  } finally {
    await stack.stop()
    await provider.close()
  }
}

/** Sends calls of a service whose spans have no cost, which the gateway prices. */
async function sendAll(otlpUrl: string, count: number): Promise<void> {
  const resource = { 'service.name': 'billing', 'costspan.feature': 'invoices' }
  for (let sent = 0; sent < count; sent += SENT_AT_ONCE) {
    const spans = Array.from({ length: Math.min(SENT_AT_ONCE, count - sent) }, () => ({
      name: 'chat gpt-4o',
      attributes: CALL,
    }))
    await sendSpans(otlpUrl, spans, { resource })
  }
}

/** The least while a part of the calls was made, so that garbage that is not collected yet counts little. */
async function collectorMemory(
  { prometheusUrl }: WholeStack,
  seconds: number,
): Promise<Pick<SoakMark, 'collectorHeapBytes' | 'collectorRssBytes'>> {
  const window = `${Math.max(LEAST_SECONDS_LOOKED_AT, Math.floor(seconds))}s`
  const least = (metric: string): Promise<number> =>
    atLeast(prometheusUrl, `min_over_time({__name__=~"otelcol_process_${metric}.*"}[${window}])`, 1)
  return {
    collectorHeapBytes: await least('runtime_heap_alloc'),
    collectorRssBytes: await least('memory_rss'),
  }
}

/** The value of an expression as soon as it has come so far, or when it has had enough time for that. */
async function atLeast(prometheusUrl: string, query: string, expected: number): Promise<number> {
  const deadline = Date.now() + MOST_MILLIS_UNTIL_COUNTED
  for (;;) {
    const [sample] = await askPrometheus(prometheusUrl, query)
    const value = sample?.value ?? 0
    if (value >= expected || Date.now() > deadline) return value
    await sleep(500)
  }
}
