import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { RunnableLambda } from '@langchain/core/runnables'
import { createAgent, tool } from 'langchain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Accounts, agreeing, type BillCheck, figures, startBillCheck } from '../harness/bill-check.ts'
import { type Models, modelsOf } from './models.ts'

let check: BillCheck
let models: Models

beforeAll(async () => {
  check = await startBillCheck()
  models = modelsOf(check)
}, 60_000)

afterAll(() => check.close())

/** Runs something, and holds what we metered against the provider's bill. */
async function accounts(application: () => Promise<unknown>): Promise<Accounts> {
  const found = await check.run(application)
  expect(figures(found)).toEqual(agreeing(found))
  return found
}

async function readAll(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const chunk of stream) void chunk
}

describe('LangChain', () => {
  it.each(['chat completions', 'responses'])('has each call of a chain counted once, by %s', async (api) => {
    const model = models.openai('gpt-4o', { useResponsesApi: api === 'responses' })
    const chain = ChatPromptTemplate.fromTemplate('Explain {topic}').pipe(model).pipe(new StringOutputParser())
    const { billedCalls } = await accounts(async () => {
      await chain.invoke({ topic: 'cost' })
      await readAll(await chain.stream({ topic: 'cost' }))
      await chain.batch([{ topic: 'cost' }, { topic: 'tokens' }])
    })
    expect(billedCalls).toBe(4)
  })

  it('has embeddings counted once', async () => {
    const { billedCalls } = await accounts(() => models.embeddings.embedDocuments(['Hello', 'World']))
    expect(billedCalls).toBe(1)
  })

  it('has each step of an agent counted once', async () => {
    const weather = tool(() => Promise.resolve('rain'), {
      name: 'weather',
      description: 'The weather of a city',
      schema: z.object({ city: z.string() }),
    })
    const agent = createAgent({ model: models.openai('gpt-4o'), tools: [weather] })
    const { billedCalls, calls } = await accounts(() => {
      check.provider.script([{ toolCalls: [{ name: 'weather', arguments: { city: 'Oslo' } }] }, {}])
      return agent.invoke({ messages: [{ role: 'user', content: 'How is the weather in Oslo?' }] })
    })
    expect(billedCalls).toBe(2)
    expect(calls.map(({ attempt }) => attempt)).toEqual(['primary 0', 'primary 0'])
  })
})

describe('the attempts of LangChain', () => {
  /** A model whose answers do not please, so many times. */
  function displeasing(times: number): RunnableLambda<unknown, unknown> {
    let seen = 0
    return RunnableLambda.from((answer) => {
      seen += 1
      if (seen <= times) throw new Error('not in the format that was asked for')
      return answer
    })
  }

  it('are a primary and retries, where a model tries again by itself', async () => {
    const { calls, metered, billed } = await check.run(() => {
      check.provider.script([{ status: 500 }, {}])
      return models.openai('gpt-4o').invoke('Hello')
    })
    expect(calls.map(({ status, attempt }) => `${status} ${attempt}`)).toEqual(['failed primary 0', 'reported retry 1'])
    expect(metered).toBe(billed)
  })

  it('cost as seed 000 has it: retry cost in the total, fallback cost beside the primary', async () => {
    const usage = { input: 1_000, output: 200 }
    const { calls, billed } = await accounts(() => {
      check.provider.script([{ usage }, { usage }, { usage }])
      return models
        .openai('gpt-4o')
        .pipe(displeasing(2))
        .withRetry({ stopAfterAttempt: 2 })
        .withFallbacks([models.openai('gpt-4o-mini')])
        .invoke('Hello')
    })
    expect(calls.map(({ model, attempt }) => `${model} ${attempt}`)).toEqual([
      'gpt-4o primary 0',
      'gpt-4o retry 1',
      'gpt-4o-mini fallback 1',
    ])
    // gpt-4o: 1,000 x 2.50 + 200 x 10 USD a million; gpt-4o-mini: 1,000 x 0.15 + 200 x 0.60.
    const [primary = 0n, retry = 0n, fallback = 0n] = calls.map(({ nanoUsd }) => nanoUsd ?? 0n)
    expect({ primary, retry, fallback }).toEqual({ primary: 4_500_000n, retry: 4_500_000n, fallback: 270_000n })
    expect(primary + retry + fallback).toBe(billed)
  }, 60_000)

  it('are marked in streams and batches', async () => {
    const { calls } = await check.run(async () => {
      const refused = { model: 'gpt-4o', maxRetries: 0 }
      check.provider.script([{ status: 500 }, { status: 500 }], { model: refused.model })
      const chain = models.openai('gpt-4o', refused).withFallbacks([models.openai('gpt-4o-mini')])
      await readAll(await chain.stream('Hello'))
      await chain.batch(['Hello'])
    })
    expect(calls.map(({ attempt }) => attempt)).toEqual(['primary 0', 'fallback 1', 'primary 0', 'fallback 1'])
  })

  it('are not marked after a success', async () => {
    const { calls } = await accounts(async () => {
      const chain = models.openai('gpt-4o').withRetry()
      await chain.invoke('Hello')
      await chain.invoke('Hello')
    })
    expect(calls.map(({ attempt }) => attempt)).toEqual(['primary 0', 'primary 0'])
  })
})
