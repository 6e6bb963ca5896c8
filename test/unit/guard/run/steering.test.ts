import { type FakeProvider, fakeHeaders, startFakeProvider } from '@costspan-test/fake-provider'
import {
  BudgetExceededError,
  type BudgetGuard,
  type BudgetStore,
  type CallGuardOptions,
  createCallGuard,
  createGuard,
  createMemoryStore,
  guardedFetch,
  type Refusal,
  withRun,
} from '@costspan/guard'
import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { rejection } from '../http/guarded.ts'

let provider: FakeProvider
let store: BudgetStore
let guard: BudgetGuard
beforeAll(async () => {
  provider = await startFakeProvider()
})
afterAll(() => provider.close())
beforeEach(() => {
  provider.reset()
  store = createMemoryStore()
  guard = createGuard({ budgets: [], store })
})

function clientWith(options: CallGuardOptions): OpenAI {
  const fetch = guardedFetch(undefined, createCallGuard(guard, options))
  return new OpenAI({ baseURL: provider.openaiUrl, apiKey: 'key', fetch })
}

/** gpt-4o at $2.50 and $10.00 per million: just under a cent of 1,000 tokens in and 740 out, as it is estimated too. */
const CENT = { usage: { input: 1_000, output: 740 } }
const step = (limit = 740) => ({
  model: 'gpt-4o',
  messages: [{ role: 'user' as const, content: 'word '.repeat(190) }],
  max_completion_tokens: limit,
})

it('an agent is steered before it is stopped: advised, trimmed, paused for a person, and left its last answer', async () => {
  const asked: Refusal[] = []
  const openai = clientWith({
    trimOutput: true,
    onRefusal: async (refusal) => {
      asked.push(refusal)
      if (asked.length > 1) return 'refuse'
      // A person gives the run two cents more, once. Its counter is the one that has spent most.
      const counters = await store.list(Date.now())
      const [{ key } = { key: '' }] = counters.toSorted((one, other) => Number(other.spent - one.spent))
      await store.raise({ key, by: 20_000_000n, atMillis: Date.now(), keptUntilMillis: Date.now() + 86_400_000 })
      return 'retry'
    },
  })
  const journal: string[] = []
  const work = (limit?: number) => openai.chat.completions.create(step(limit), { headers: fakeHeaders(CENT) })

  await withRun({ budget: '$0.05', reserve: '20%', guard }, async (run) => {
    while (!(await run.advisory()).isNearLimit) await work()
    const { callsLeft, note } = await run.advisory()
    journal.push(`${provider.requests.length} calls, ${callsLeft} left`, note)

    // A longer answer than what is left is trimmed to it.
    await work(4_000)
    const sent = provider.requests.at(-1)?.body as { readonly max_completion_tokens: number }
    journal.push(sent.max_completion_tokens < 4_000 ? 'trimmed' : 'not trimmed')

    await work()
    journal.push(`asked about ${asked[0]?.budget} because of ${asked[0]?.reason}`)
    await work()
    const error = await rejection(work())
    journal.push(`refused because of ${BudgetExceededError.from(error)?.refusal.reason}`)
    await run.finalAnswer(() => work())
    journal.push('answered')
    expect((await run.advisory()).spentNanoUsd).toBe(provider.bill().totalNanoUsd)
  })
  expect(journal).toEqual([
    '3 calls, 1 left',
    'Budget of this run: $0.0103 of $0.0500 is left, about 1 more calls at the cost of those so far. $0.0100 beyond that is kept for the final answer.',
    'trimmed',
    'asked about run because of final_reserve',
    'refused because of final_reserve',
    'answered',
  ])
})

it('a stream is cut where it would pass what its run has left', async () => {
  const openai = clientWith({ cutStreams: true, expectedOutput: 'p95' })
  provider.script({ text: 'word '.repeat(4_000), chunks: 400, chunkDelayMillis: 2 })
  const call = { ...step(100), stream: true as const }
  let read = 0
  await withRun({ budget: '$0.01', guard }, async (run) => {
    const reading = async (): Promise<void> => {
      const stream = await openai.chat.completions.create(call)
      for await (const chunk of stream) read += chunk.choices[0]?.delta.content?.length ?? 0
    }
    const error = await rejection(reading())
    expect(BudgetExceededError.from(error)?.refusal).toMatchObject({ budget: 'run', reason: 'limit' })
    await provider.idle()
    const { spentNanoUsd, heldNanoUsd } = await run.advisory()
    // What had come when it was cut is paid for too, and books a little more than the limit.
    expect(heldNanoUsd).toBe(0n)
    expect(spentNanoUsd).toBeGreaterThan(7_000_000n)
    expect(spentNanoUsd).toBeLessThan(11_000_000n)
  })
  // 100 tokens were held at first, and about 750 are paid by a cent.
  expect(read).toBeGreaterThan(2_400)
  expect(read).toBeLessThan(3_200)
})
