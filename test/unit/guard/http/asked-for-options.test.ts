import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { askByWebhook, BudgetExceededError, type CallGuardOptions, guardedFetch, type Refusal } from '@costspan/guard'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fake, HELLO, rejection, useGuarded } from './guarded.ts'
import { recordingGuard } from './recording-guard.ts'

const question = { model: 'gpt-4o', messages: HELLO }

/** Each group of tests has its own options, and each test its own provider and guard. */
function guardedWith(options: CallGuardOptions): ReturnType<typeof useGuarded> {
  return useGuarded(options)
}

describe('expectedOutput: p95', () => {
  const guarded = guardedWith({ expectedOutput: 'p95' })

  it('holds what most calls of a feature had, once there are enough of them', async () => {
    const held = []
    for (let index = 0; index < 41; index++) {
      await guarded.openai.chat.completions.create(question, fake({ usage: { output: 10 + index } }))
      await guarded.guard.idle()
      held.push(guarded.guard.asked.at(-1)?.estimate.outputTokens)
    }
    // Of 40 calls with 10 to 49 tokens the 38th is at 47.
    expect([held[0], held[39], held[40]]).toEqual([16_384, 16_384, 47])
  })

  it('never holds more than the call may have', async () => {
    for (let index = 0; index < 40; index++) {
      await guarded.openai.chat.completions.create(question, fake({ usage: { output: 100 } }))
    }
    await guarded.guard.idle()
    await guarded.openai.chat.completions.create({ ...question, max_completion_tokens: 20 })
    expect(guarded.guard.asked.at(-1)?.estimate.outputTokens).toBe(20)
  })
})

describe('trimOutput', () => {
  const guarded = guardedWith({ trimOutput: true })

  it.each([
    ['chat', () => guarded.openai.chat.completions.create({ ...question, max_tokens: 4_000 }), 'max_tokens'],
    ['chat without a limit', () => guarded.openai.chat.completions.create(question), 'max_completion_tokens'],
    ['responses', () => guarded.openai.responses.create({ model: 'gpt-4o', input: 'Hello' }), 'max_output_tokens'],
    [
      'messages',
      () => guarded.anthropic.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 4_000, messages: HELLO }),
      'max_tokens',
    ],
  ])('lowers the limit on the output of %s to what is left', async (_name, call, key) => {
    guarded.guard.limitNanoUsd = 10_000_000n
    await call()
    const sent = guarded.provider.requests[0]?.body as Record<string, number>
    const { nanoUsd, outputTokens } = guarded.guard.asked.at(-1)?.estimate ?? {}
    expect(guarded.guard.asked).toHaveLength(2)
    expect(sent[key]).toBe(outputTokens)
    expect(nanoUsd).toBeLessThanOrEqual(10_000_000n)
    expect(nanoUsd).toBeGreaterThan(9_900_000n)
  })

  it.each([
    ['gemini', '/v1beta/models/gemini-2.5-flash:generateContent', { contents: [{ parts: [{ text: 'Hi' }] }] }],
    ['mistral', '/v1/chat/completions', { model: 'mistral-large-latest', messages: HELLO }],
    ['completions', '/v1/completions', { model: 'gpt-3.5-turbo-instruct', prompt: 'Hi', max_tokens: 4_000 }],
  ])('says it as %s does, which refuses what it does not know', async (name, path, body) => {
    const hosts: Record<string, string> = { gemini: 'generativelanguage.googleapis.com', mistral: 'api.mistral.ai' }
    const sent: unknown[] = []
    const fetch = guardedFetch(async (_input, init) => {
      sent.push(JSON.parse(init?.body as string))
      return Response.json({})
    }, guarded.callGuard)
    guarded.guard.limitNanoUsd = 1_000_000n
    const url = `https://${hosts[name] ?? 'api.openai.com'}${path}`
    await (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).text()
    const tokens = guarded.guard.asked.at(-1)?.estimate.outputTokens
    expect(guarded.guard.asked).toHaveLength(2)
    const limit = name === 'gemini' ? { generationConfig: { maxOutputTokens: tokens } } : { max_tokens: tokens }
    expect(sent).toEqual([{ ...body, ...limit }])
  })

  it('refuses where no useful answer would be left', async () => {
    guarded.guard.limitNanoUsd = 500_000n
    const error = await rejection(guarded.openai.chat.completions.create(question))
    expect(BudgetExceededError.from(error)?.refusal.reason).toBe('limit')
    expect(guarded.provider.requests).toEqual([])
  })
})

describe('cutStreams', () => {
  const guarded = guardedWith({ cutStreams: true })
  const words = 'word '.repeat(200)

  const call = { ...question, max_completion_tokens: 20, stream: true } as const
  const slowly = { text: words, chunkDelayMillis: 1 }

  it('ends a stream that would pass what is left of the budget, and leaves the provider', async () => {
    let read = ''
    const reading = async (): Promise<void> => {
      const stream = await guarded.openai.chat.completions.create(call, fake(slowly))
      // Ten tokens more than are held for it.
      guarded.guard.limitNanoUsd = guarded.guard.heldNanoUsd + 10n * 10_000n
      for await (const chunk of stream) read += chunk.choices[0]?.delta.content ?? ''
    }
    const error = await rejection(reading())
    await guarded.provider.idle()
    await guarded.guard.idle()
    expect(BudgetExceededError.from(error)?.budget).toBe('test')
    expect(read.length).toBeGreaterThan(100)
    expect(read.length).toBeLessThanOrEqual(120)
    expect(guarded.provider.requests[0]?.delivery?.outcome).toBe('client_closed')
    expect(guarded.guard.settled.map(({ outcome }) => outcome)).toEqual(guarded.guard.settled.map(() => 'estimated'))
    expect(guarded.guard.spentNanoUsd).toBeLessThanOrEqual(guarded.guard.limitNanoUsd)
  })

  it('holds more for a stream that is longer than was thought, and books once what it has cost', async () => {
    const usage = { usage: { input: 10, output: 250 } }
    const withUsage = { ...call, stream_options: { include_usage: true } }
    let read = ''
    for await (const chunk of await guarded.openai.chat.completions.create(withUsage, fake({ ...slowly, ...usage }))) {
      read += chunk.choices[0]?.delta.content ?? ''
    }
    await guarded.guard.idle()
    const [first, second] = guarded.guard.asked
    expect(read).toBe(words)
    expect(second?.beyond).toEqual(first?.estimate)
    expect(guarded.guard.asked.length).toBeLessThan(8)
    // gpt-4o: 10 tokens at $2.50 and 250 at $10.00 per million.
    expect([guarded.guard.spentNanoUsd, guarded.guard.heldNanoUsd]).toEqual([25_000n + 2_500_000n, 0n])
    expect(guarded.guard.settled.reduce((sum, { outputTokens }) => sum + outputTokens, 0)).toBe(250)
  })

  it('leaves a stream alone that stays within', async () => {
    const call = { ...question, max_completion_tokens: 1_000, stream: true } as const
    let read = ''
    for await (const chunk of await guarded.openai.chat.completions.create(call, fake({ text: words }))) {
      read += chunk.choices[0]?.delta.content ?? ''
    }
    expect(read).toBe(words)
  })
})

describe('onRefusal that fails', () => {
  const guarded = guardedWith({
    onRefusal() {
      throw new Error('nobody is there')
    },
  })

  it('leaves the refusal as it is', async () => {
    guarded.guard.limitNanoUsd = 1n
    const error = await rejection(guarded.openai.chat.completions.create(question))
    expect(BudgetExceededError.from(error)?.refusal.reason).toBe('limit')
  })
})

describe('onRefusal that retries without end', () => {
  let isOver = false
  const guarded = guardedWith({ onRefusal: async () => (isOver ? 'refuse' : 'retry') })

  it('lets the process go on meanwhile', async () => {
    guarded.guard.limitNanoUsd = 1n
    setTimeout(() => (isOver = true))
    const error = await rejection(guarded.openai.chat.completions.create(question))
    expect(BudgetExceededError.from(error)?.refusal.reason).toBe('limit')
  })
})

describe('onRefusal', () => {
  const refusals: string[] = []
  const guarded = guardedWith({
    onRefusal: (refusal) => {
      refusals.push(refusal.budget)
      if (refusals.length > 1) return Promise.resolve('refuse')
      // Somebody is asked, and raises the limit.
      guarded.guard.limitNanoUsd *= 1_000_000n
      return Promise.resolve('retry')
    },
  })

  it('asks before a call is refused, and decides anew', async () => {
    guarded.guard.limitNanoUsd = 1_000n
    await guarded.openai.chat.completions.create(question)
    guarded.guard.limitNanoUsd = 1n
    await rejection(guarded.openai.chat.completions.create(question))
    expect({ refusals, sent: guarded.provider.requests.length }).toEqual({ refusals: ['test', 'test'], sent: 1 })
  })
})

describe('askByWebhook', () => {
  const questions: { headers: IncomingHttpHeaders; body: string }[] = []
  let answer: unknown
  const approver = createServer((request, response) => {
    void text(request).then((body) => {
      questions.push({ headers: request.headers, body })
      response.end(JSON.stringify(answer))
    })
  })
  let ask: ReturnType<typeof askByWebhook>
  beforeAll(async () => {
    await new Promise<void>((resolve) => approver.listen(0, '127.0.0.1', resolve))
    const { port } = approver.address() as AddressInfo
    ask = askByWebhook({ url: `http://127.0.0.1:${port}/`, secret: 'secret' })
  })
  afterAll(() => void approver.close())

  it('posts the refusal, signed, once for all calls that wait, and goes by the answer', async () => {
    const guard = recordingGuard(1n)
    const estimate = { nanoUsd: 5n, inputTokens: 1, outputTokens: 1 }
    const denied = await guard.admit({ context: {}, provider: 'openai', model: 'gpt-4o', operation: 'chat', estimate })
    if (denied.decision === 'allow') throw new Error('expected a refusal')
    answer = { decision: 'retry' }
    expect(await Promise.all([ask(denied.refusal), ask(denied.refusal)])).toEqual(['retry', 'retry'])
    answer = { decision: 'no' }
    expect(await ask(denied.refusal)).toBe('refuse')
    answer = null
    expect(await ask(denied.refusal)).toBe('refuse')

    const [{ headers, body } = { headers: {}, body: '' }, ...others] = questions
    expect(others).toHaveLength(2)
    expect(JSON.parse(body)).toMatchObject({ type: 'budget_refusal', refusal: { budget: 'test', limit: '1' } })
    const [, seconds, hash] = /^t=(\d+),v1=(\w+)$/.exec(String(headers['x-costspan-signature'])) ?? []
    expect(hash).toBe(createHmac('sha256', 'secret').update(`${seconds}.${body}`).digest('hex'))
  })

  it('takes no answer for a no', async () => {
    const nobody = askByWebhook({ url: 'http://127.0.0.1:1/' })
    expect(await nobody({ budget: 'b', reason: 'limit', scope: {}, atMillis: 0 } as Refusal)).toBe('refuse')
  })

  it('rejects what is no URL', () => {
    expect(() => askByWebhook({ url: 'nowhere' })).toThrow(
      new TypeError('askByWebhook: url must be an http(s) URL, got "nowhere"'),
    )
  })
})
