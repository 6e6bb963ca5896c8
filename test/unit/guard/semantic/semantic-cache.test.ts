import { createMemoryQuestionStore, type Embedder } from '@costspan/guard'
import { describe, expect, it, vi } from 'vitest'
import { answered, questionOf } from './asked.ts'
import { answer, ASKED, blindCache, KNOWN, UNSURE } from './blind-cache.ts'

describe('the semantic cache', () => {
  it('gives the answer to a question in other words', async () => {
    const cache = blindCache()
    await answer(cache, questionOf(KNOWN))
    expect(await cache.lookup(questionOf(ASKED))).toEqual({
      result: 'semantic',
      answer: { ...answered('Click on Forgot.', expect.any(Number)), question: KNOWN },
    })
  })

  it.each([
    ['tenant', { tenant: 'globex' }],
    ['feature', { feature: 'chat' }],
    ['model', { model: 'gpt-4o' }],
    [
      'system prompt',
      {
        body: {
          messages: [
            { role: 'system', content: 'Be rude.' },
            { role: 'user', content: ASKED },
          ],
        },
      },
    ],
    ['tools', { body: { tools: [{ type: 'function', function: { name: 'reset' } }] } }],
    ['form of the answer', { body: { response_format: { type: 'json_object' } } }],
    ['sampling', { body: { top_p: 0.1 } }],
    ['locale', { control: { vary: { locale: 'de' } } }],
  ])('never meets the answers of another %s', async (_what, changed) => {
    const cache = blindCache({ features: { faq: { shadowShare: 0 }, chat: { shadowShare: 0 } } })
    await answer(cache, questionOf(KNOWN))
    expect(await cache.lookup(questionOf(ASKED, changed))).toMatchObject({ result: 'miss' })
    expect(await cache.lookup(questionOf(ASKED))).toMatchObject({ result: 'semantic' })
  })

  it('never compares what two embedders gave', async () => {
    const store = createMemoryQuestionStore()
    const embed = async (texts: readonly string[]) => texts.map(() => [1, 2, 3])
    await answer(blindCache({ store, embedder: { id: 'one', embed } }), questionOf(KNOWN))
    expect(await blindCache({ store, embedder: { id: 'other', embed } }).lookup(questionOf(ASKED))).toMatchObject({
      result: 'miss',
    })
    expect(await blindCache({ store, embedder: { id: 'one', embed } }).lookup(questionOf(ASKED))).toMatchObject({
      result: 'semantic',
    })
  })

  it.each([
    ['the provider streams or not', { body: { stream: true, stream_options: { include_usage: true } } }],
    ['the end user is named to the provider', { body: { user: 'u-17', metadata: { a: 'b' } } }],
  ])('finds answers however %s', async (_what, changed) => {
    const cache = blindCache()
    await answer(cache, questionOf(KNOWN))
    expect(await cache.lookup(questionOf(ASKED, changed))).toMatchObject({ result: 'semantic' })
  })

  it.each([
    ['a picture', { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:' } }] }] }],
    ['the result of a tool', { messages: [{ role: 'tool', content: '{}', tool_call_id: 'a' }] }],
    [
      'a conversation',
      {
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hello' },
          { role: 'user', content: ASKED },
        ],
      },
    ],
    ['a draw at some temperature', { temperature: 0.7 }],
    ['what is so at the moment', { messages: [{ role: 'user', content: 'What is the weather like today?' }] }],
    ['a long document', { messages: [{ role: 'user', content: 'word '.repeat(300) }] }],
  ])('leaves %s alone', async (_what, body) => {
    const embed = vi.fn<Embedder['embed']>()
    const cache = blindCache({ embedder: { id: 'none', embed } })
    expect(await cache.lookup(questionOf(ASKED, { body }))).toEqual({ result: 'bypass', reason: expect.any(String) })
    expect(embed).not.toHaveBeenCalled()
  })

  it('takes an embedder that is an object of a class', async () => {
    class OwnEmbedder implements Embedder {
      readonly id = 'own'
      readonly vector = [1, 2]
      async embed(texts: readonly string[]): Promise<number[][]> {
        return texts.map(() => this.vector)
      }
    }
    const cache = blindCache({ embedder: new OwnEmbedder() })
    await answer(cache, questionOf(KNOWN))
    expect(await cache.lookup(questionOf(ASKED))).toMatchObject({ result: 'semantic' })
  })

  it('is not asked by its own embedder and judge', async () => {
    const asked: string[] = []
    const askAgain = async (): Promise<void> => {
      asked.push((await cache.lookup(questionOf(KNOWN))).result)
    }
    const embed = async (texts: readonly string[]): Promise<number[][]> =>
      askAgain().then(() => texts.map(() => [1, 2]))
    const judge = async (): Promise<boolean> => askAgain().then(() => true)
    const cache = blindCache({ embedder: { id: 'own', embed }, judge })
    await answer(cache, questionOf(KNOWN))
    expect(await cache.lookup(questionOf(UNSURE))).toMatchObject({ result: 'semantic' })
    expect(asked).toEqual(['off', 'off', 'off'])
  })

  it('compares the ends of conversations that are the same before, where that is asked for', async () => {
    const cache = blindCache({ features: { faq: { shadowShare: 0, maxTurns: 3 } } })
    const after = (first: string, last: string) => {
      const messages = [
        { role: 'user', content: first },
        { role: 'assistant', content: 'Yes.' },
        { role: 'user', content: last },
      ]
      return questionOf('', { body: { messages } })
    }
    await answer(cache, after('Is it open?', KNOWN))
    expect(await cache.lookup(after('Is it open?', ASKED))).toMatchObject({ result: 'semantic' })
    expect(await cache.lookup(after('Is it closed?', ASKED))).toMatchObject({ result: 'miss' })
  })

  it('forgets answers when their time is over, and by user, tenant and tag', async () => {
    const cache = blindCache({ features: { faq: { shadowShare: 0, ttlSeconds: 60 } } })
    const start = Date.now()
    await answer(cache, questionOf(KNOWN, { atMillis: start, user: 'u-17', control: { tags: ['v1'] } }))
    expect(await cache.lookup(questionOf(ASKED, { atMillis: start + 59_000 }))).toMatchObject({ result: 'semantic' })
    expect(await cache.lookup(questionOf(ASKED, { atMillis: start + 60_000 }))).toMatchObject({ result: 'miss' })
    for (const what of [{ tag: 'v1' }, { user: 'u-17' }, { user: 'u-17', tenant: 'acme' }, { tenant: 'acme' }]) {
      // Later than what was forgotten just now.
      await answer(cache, questionOf(KNOWN, { atMillis: Date.now() + 1, user: 'u-17', control: { tags: ['v1'] } }))
      expect(await cache.forget(what)).toBe(1)
      expect(await cache.lookup(questionOf(ASKED))).toMatchObject({ result: 'miss' })
    }
  })

  it('keeps no answer of a call that was under way when its user was forgotten', async () => {
    const cache = blindCache()
    const found = await cache.lookup(questionOf(KNOWN, { user: 'u-17' }))
    expect(await cache.forget({ user: 'u-17' })).toBe(0)
    if (found.result === 'miss') found.keep(answered('Click on Forgot.'))
    await Promise.resolve()
    expect(await cache.lookup(questionOf(ASKED))).toMatchObject({ result: 'miss' })
  })

  it('asks the provider anew where the application wants it, and keeps what it says', async () => {
    const cache = blindCache()
    await answer(cache, questionOf(KNOWN), 'old')
    await answer(cache, questionOf(KNOWN, { control: { mode: 'refresh' } }), 'new')
    expect(JSON.stringify(await cache.lookup(questionOf(ASKED)))).toContain('new')
  })

  it('takes an entry that was tampered with for none, and removes it', async () => {
    const store = createMemoryQuestionStore()
    const remove = vi.spyOn(store, 'remove')
    const add = vi.spyOn(store, 'add').mockImplementationOnce(async (partition, question) => {
      await store.add(partition, { ...question, sealed: question.sealed.replace(/.{8}$/u, 'AAAAAAA=') })
    })
    const cache = blindCache({ store })
    await answer(cache, questionOf(KNOWN))
    expect(add).toHaveBeenCalled()
    expect(await cache.lookup(questionOf(ASKED))).toMatchObject({ result: 'miss' })
    expect(remove).toHaveBeenCalledOnce()
  })

  it('reads what it encrypted with its keys, and nothing of another key', async () => {
    const store = createMemoryQuestionStore()
    const keys = ['a', 'b'].map((id) => ({ id, key: Buffer.alloc(32, id) }))
    const add = vi.spyOn(store, 'add')
    await answer(blindCache({ store, encryption: { keys: keys.slice(0, 1) } }), questionOf(KNOWN))
    expect(Buffer.from(add.mock.calls[0]?.[1].sealed ?? '', 'base64').toString()).not.toContain('password')
    expect(await blindCache({ store, encryption: { keys } }).lookup(questionOf(ASKED))).toMatchObject({
      result: 'semantic',
    })
    expect(await blindCache({ store, encryption: { keys: keys.slice(1) } }).lookup(questionOf(ASKED))).toMatchObject({
      result: 'miss',
    })
  })

  it.each([
    ['fails', () => Promise.reject(new Error('down'))],
    [
      'throws',
      () => {
        throw new Error('down')
      },
    ],
    ['never answers', () => new Promise<never>(() => {})],
    ['gives no vector', () => Promise.resolve([])],
    ['gives one without a direction', () => Promise.resolve([[0, 0, 0]])],
    ['gives no numbers', () => Promise.resolve([[Number.NaN, 1, 2]])],
  ])('lets calls through when the embedder %s, and leaves it alone for a second', async (_what, embed) => {
    const embedding = vi.fn<Embedder['embed']>(embed)
    const cache = blindCache({ embedder: { id: 'failing', embed: embedding }, embedTimeoutMillis: 5 })
    const start = Date.now()
    const bypass = { result: 'bypass', reason: 'its embedder or its store does not answer' }
    expect(await cache.lookup(questionOf(KNOWN, { atMillis: start }))).toEqual(bypass)
    expect(await cache.lookup(questionOf(KNOWN, { atMillis: start + 999 }))).toEqual(bypass)
    expect(embedding).toHaveBeenCalledTimes(1)
    await cache.lookup(questionOf(KNOWN, { atMillis: start + 1_000 }))
    expect(embedding).toHaveBeenCalledTimes(2)
  })

  it('lets calls through when the store fails', async () => {
    const store = createMemoryQuestionStore()
    vi.spyOn(store, 'nearest').mockRejectedValue(new Error('down'))
    expect(await blindCache({ store }).lookup(questionOf(KNOWN))).toMatchObject({ result: 'bypass' })
  })

  it.each([
    [{ features: { faq: { threshold: 2 } } }, 'features.faq.threshold must be a number from 0 to 1, got 2'],
    [
      { features: { faq: { synonyms: ['a'] } } },
      'features.faq.synonyms must be a list of lists of two words or more, got ["a"]',
    ],
    [{ features: { faq: { ttl: 3 } } }, 'features.faq.ttl is no setting'],
    [{ embedder: { id: '' } }, 'embedder must have an id and a function embed, got {"id":""}'],
    [{ embedTimeoutMillis: 0 }, 'embedTimeoutMillis must be a number above 0, got 0'],
  ])('refuses %j', (options, message) => {
    expect(() => blindCache(options as never)).toThrow(
      new RegExp(message.replaceAll(/[[\]{}.]/gu, String.raw`\$&`), 'u'),
    )
  })
})
