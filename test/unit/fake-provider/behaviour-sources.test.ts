import { describe, expect, it } from 'vitest'

import { fake, HELLO, rejection, useProvider } from './with-provider.ts'

const harness = useProvider()
const chat = { model: 'gpt-4o', messages: HELLO }
const message = { model: 'claude-haiku-4-5', max_tokens: 1000, messages: HELLO }

describe('which behaviour holds', () => {
  it('takes one from the metadata of the body', async () => {
    const fake = JSON.stringify({ text: 'by metadata' })
    const completion = await harness.openai.chat.completions.create({ ...chat, metadata: { fake } })
    expect(completion.choices[0]?.message.content).toBe('by metadata')
  })

  it('gives a scripted one to the first request that matches path, model and headers', async () => {
    harness.provider.script({ text: 'for messages' }, { path: '/messages' })
    harness.provider.script({ text: 'for mini' }, { model: 'gpt-4o-mini' })
    harness.provider.script({ text: 'for me' }, { headers: { 'x-user': 'me' } })
    const ask = async (model: string, options = {}) =>
      (await harness.openai.chat.completions.create({ model, messages: HELLO }, options)).choices[0]?.message.content
    const plain = await ask('gpt-4o')
    expect(await ask('gpt-4o', { headers: { 'x-user': 'me' } })).toBe('for me')
    expect(await ask('gpt-4o-mini')).toBe('for mini')
    expect(await ask('gpt-4o-mini')).toBe(plain)
    expect((await harness.anthropic.messages.create(message)).content).toMatchObject([{ text: 'for messages' }])
  })

  it('shows the headers as they were received', async () => {
    const headers = { baggage: 'feature=chat', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }
    await harness.openai.chat.completions.create(chat, { headers })
    expect(harness.provider.requests[0]?.headers).toMatchObject(headers)
  })
})

describe('a reset', () => {
  it('keeps a request that is still open off the next bill', async () => {
    const abort = new AbortController()
    const options = { signal: abort.signal, ...fake({ fault: 'never', usage: { input: 1000 } }) }
    const failed = rejection(harness.openai.chat.completions.create(chat, options))
    await harness.provider.received(1)
    harness.provider.reset()
    abort.abort()
    await failed
    await harness.provider.idle()
    expect(harness.provider.requests).toEqual([])
    expect(harness.provider.bill().calls).toBe(0)
  })
})
