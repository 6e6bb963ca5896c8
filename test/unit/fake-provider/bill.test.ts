import { fakeHeaders, startFakeProvider } from '@costspan-test/fake-provider'
import { describe, expect, it } from 'vitest'

import { collect, fake, HELLO, useProvider } from './with-provider.ts'
import worked from './worked-bill.json' with { type: 'json' }

const harness = useProvider()

describe('the bill', () => {
  it.each(worked)('charges $name: $calculation', async ({ model, behaviour, nanoUsd }) => {
    await call(model, behaviour)
    expect(harness.provider.bill().totalNanoUsd).toBe(BigInt(nanoUsd))
  })

  it('adds up a mix, by model and in the order of the calls', async () => {
    for (const { model, behaviour } of worked) await call(model, behaviour)
    const bill = harness.provider.bill()
    const total = worked.reduce((sum, { nanoUsd }) => sum + BigInt(nanoUsd), 0n)
    expect(bill.totalNanoUsd).toBe(total)
    expect(bill.lines.map(({ nanoUsd }) => String(nanoUsd))).toEqual(worked.map(({ nanoUsd }) => nanoUsd))
    expect(Object.values(bill.byModel).reduce((sum, own) => sum + own.nanoUsd, 0n)).toBe(total)
    expect(Object.values(bill.byModel).reduce((sum, own) => sum + own.calls, 0)).toBe(worked.length)
  })

  it('charges a stream like a whole answer, whatever it is cut into', async () => {
    const behaviour = {
      usage: { input: 12, output: 997, reasoning: 13 },
      text: 'some text of no importance',
      chunks: 7,
    }
    const request = { model: 'gpt-5', messages: HELLO }
    await harness.openai.chat.completions.create(request, fake(behaviour))
    await collect(await harness.openai.chat.completions.create({ ...request, stream: true }, fake(behaviour)))
    await collect(
      await harness.openai.responses.create({ model: 'gpt-5', input: 'Hello', stream: true }, fake(behaviour)),
    )
    expect(harness.provider.bill().lines.map(({ nanoUsd }) => nanoUsd)).toEqual([9_985_000n, 9_985_000n, 9_985_000n])
    expect(harness.provider.requests.map(({ delivery }) => delivery?.generatedTokens)).toEqual([0, 997, 997])
  })

  it('bills the tier that was served, not the one that was asked for', async () => {
    const behaviour = { serviceTier: 'default', usage: { input: 1000, output: 0 } }
    await harness.openai.chat.completions.create(
      { model: 'gpt-4o', messages: HELLO, service_tier: 'priority' },
      fake(behaviour),
    )
    expect(harness.provider.bill().totalNanoUsd).toBe(2_500_000n)
  })

  it('lists calls that it has no price for, and why', async () => {
    await call('gpt-unheard-of', {})
    await call('gpt-4o', { serviceTier: 'flex' })
    const bill = harness.provider.bill()
    expect(bill.totalNanoUsd).toBe(0n)
    expect(bill.unpriced.map(({ model, reason }) => [model, reason])).toEqual([
      ['gpt-unheard-of', 'unknown_model'],
      ['gpt-4o-2024-08-06', 'unknown_service_tier'],
    ])
  })

  it('keeps totals when it keeps no history', async () => {
    const provider = await startFakeProvider({
      keepHistory: false,
      defaults: { usage: { input: 1000, output: 0 } },
    })
    const headers = { authorization: 'Bearer key', ...fakeHeaders({}) }
    const body = JSON.stringify({ model: 'gpt-4o', messages: HELLO })
    await fetch(`${provider.openaiUrl}/chat/completions`, { method: 'POST', headers, body })
    expect(provider.requests).toEqual([])
    expect(provider.bill()).toMatchObject({ totalNanoUsd: 2_500_000n, calls: 1, lines: [] })
    await provider.close()
  })
})

async function call(model: string, behaviour: object): Promise<void> {
  if (model.startsWith('claude')) {
    await harness.anthropic.messages.create({ model, max_tokens: 100, messages: HELLO }, fake(behaviour))
  } else {
    await harness.openai.chat.completions.create({ model, messages: HELLO }, fake(behaviour))
  }
}
