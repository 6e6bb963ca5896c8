import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { bundledPrices, createPriceBook, userPrices } from '@costspan/cost/prices'
import { BudgetExceededError, createCallGuard, createGuard, type Guard, guardedFetch } from '@costspan/guard'
import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fake, HELLO, rejection } from './guarded.ts'

const prices = createPriceBook({ sources: [bundledPrices(), userPrices([{ model: 'mine', input: 0, output: 0 }])] })

let provider: FakeProvider
let guard: Guard
let openai: OpenAI
beforeAll(async () => {
  provider = await startFakeProvider()
})
afterAll(() => provider.close())
beforeEach(() => {
  provider.reset()
  guard = createGuard({ limit: '$0.01', per: 'day' })
  const fetch = guardedFetch(undefined, createCallGuard(guard, { prices }))
  openai = new OpenAI({ baseURL: provider.openaiUrl, apiKey: 'key', fetch })
})

const ask = (model: string, options = {}): Promise<unknown> =>
  openai.chat.completions.create({ model, messages: HELLO, max_completion_tokens: 100 }, options)

const spent = async (): Promise<bigint | undefined> => (await guard.status())[0]?.spent

describe('E8: a chain of fallbacks', () => {
  it('is admitted step by step: a free model when nothing is left, and not the paid one behind it', async () => {
    await ask('gpt-4o', fake({ usage: { input: 1_000, output: 750 } }))
    expect(await spent()).toBe(10_000_000n)
    await ask('mine')
    const failing = rejection(ask('mine', { ...fake({ status: 503 }), maxRetries: 0 }))
    expect(await failing).toMatchObject({ status: 503 })
    expect(BudgetExceededError.from(await rejection(ask('gpt-4o')))?.budget).toBe('global-day')
    expect(provider.requests).toHaveLength(3)
  })

  it('holds each retry by itself, and books the one that was answered', async () => {
    await ask('gpt-4o', fake({ attempts: [500, 500, 200], retryAfterMillis: 1, usage: { input: 100, output: 10 } }))
    expect(await spent()).toBe(provider.bill().totalNanoUsd)
    expect((await guard.status())[0]?.held).toBe(0n)
  })
})
