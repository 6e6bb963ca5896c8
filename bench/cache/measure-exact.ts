/** What it takes to be answered by an exact cache, from the request to the last byte. Sends its figures to its parent. */
import {
  type AnswerStore,
  createCallGuard,
  createExactCache,
  createGuard,
  createMemoryAnswerStore,
  createRedisAnswerStore,
  guardedFetch,
} from '@costspan/guard'
import { performance } from 'node:perf_hooks'
import { startRedis } from '../../test/support/start-redis.ts'
import { report } from '../report-to-parent.ts'

/** Hits on one store. */
export interface ExactFigures {
  readonly store: string
  readonly promptKilobytes: number
  /** The lookup alone: key, store and entry. */
  readonly lookupMedianMicros: number
  readonly lookupP99Micros: number
  /** All that a caller waits for: the request read, the lookup, and the answer made and read. */
  readonly medianMicros: number
  readonly p99Micros: number
  /** The share of hits that are left out, because another process had the processor in between. */
  readonly interruptedShare: number
}

const WARM_UPS = 2_000
const HITS = 10_000
const URL_OF_CHAT = 'https://api.openai.com/v1/chat/completions'

async function measure(name: string, store: AnswerStore, promptKilobytes: number): Promise<ExactFigures> {
  const cache = createExactCache({ features: { '*': { scope: 'global' } }, store, storeTimeoutMillis: 10_000 })
  let lookupMicros = 0
  const timed: typeof cache = {
    ...cache,
    async lookup(question) {
      const start = performance.now()
      const found = await cache.lookup(question)
      lookupMicros = (performance.now() - start) * 1_000
      return found
    },
  }
  const provider = (): Promise<Response> => Promise.resolve(Response.json(ANSWER))
  const fetch = guardedFetch(provider, createCallGuard(createGuard({ budgets: [] }), { caches: [timed] }))
  const body = JSON.stringify(question(promptKilobytes))
  const lookups: number[] = []
  const whole: number[] = []
  for (let hit = 0; hit < WARM_UPS + HITS; hit++) {
    const interruptionsBefore = interruptions()
    const start = performance.now()
    const response = await fetch(URL_OF_CHAT, { method: 'POST', body, headers: HEADERS })
    await response.json()
    const took = (performance.now() - start) * 1_000
    if (hit < WARM_UPS || interruptions() !== interruptionsBefore) continue
    whole.push(took)
    lookups.push(lookupMicros)
  }
  await cache.close()
  return {
    store: name,
    promptKilobytes,
    lookupMedianMicros: quantileOf(lookups, 0.5),
    lookupP99Micros: quantileOf(lookups, 0.99),
    medianMicros: quantileOf(whole, 0.5),
    p99Micros: quantileOf(whole, 0.99),
    interruptedShare: 1 - whole.length / HITS,
  }
}

const HEADERS = { 'content-type': 'application/json', authorization: 'Bearer key' }

const ANSWER = {
  id: 'chatcmpl-1',
  model: 'gpt-4o-2024-08-06',
  choices: [{ index: 0, message: { role: 'assistant', content: 'word '.repeat(200) }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1_000, completion_tokens: 200, total_tokens: 1_200 },
}

function question(kilobytes: number): object {
  const messages = [
    { role: 'system', content: 'You answer questions about our product. '.repeat((kilobytes * 1_024) / 40) },
    { role: 'user', content: 'How do I change my password?' },
  ]
  return { model: 'gpt-4o', temperature: 0, messages }
}

function interruptions(): number {
  return process.resourceUsage().involuntaryContextSwitches
}

function quantileOf(micros: readonly number[], share: number): number {
  return micros.toSorted((one, other) => one - other)[Math.floor(share * (micros.length - 1))] ?? Number.NaN
}

const redis = await startRedis()
const figures: ExactFigures[] = []
for (const kilobytes of [1, 16]) {
  figures.push(await measure('memory', createMemoryAnswerStore(), kilobytes))
  figures.push(
    await measure('Redis on loopback', createRedisAnswerStore(redis.url, { namespace: `k${kilobytes}` }), kilobytes),
  )
}
await redis.stop()
report(figures)
