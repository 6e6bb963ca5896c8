import { withCostContext } from '@costspan/cost'
import { replayFetch } from '@costspan/testing'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'

const folder = process.env['RECORDINGS'] ?? ''
const client = new OpenAI({ fetch: replayFetch(fetch, { folder }), maxRetries: 0 })

function ask(content: string, model = 'gpt-4o-mini'): Promise<unknown> {
  return client.chat.completions.create({ model, messages: [{ role: 'user', content }] })
}

describe('answers', () => {
  it('takes one call', async () => {
    expect(await ask('once')).toMatchObject({ object: 'chat.completion' })
  })

  it.concurrent('takes two calls of two features', async () => {
    await withCostContext({ feature: 'search' }, () => ask('first', 'gpt-4o'))
    await withCostContext({ feature: 'chat' }, () => ask('second'))
  })

  it.concurrent('streams at the same time', async () => {
    const stream = await client.chat.completions.create({
      model: 'gpt-4o-mini',
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: 'stream' }],
    })
    let chunks = 0
    for await (const _ of stream) chunks++
    expect(chunks).toBeGreaterThan(1)
  })

  it('takes none', () => {
    expect(1).toBe(1)
  })
})
