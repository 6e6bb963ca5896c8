import type { AnswerStore } from '@costspan/guard'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const HOUR = 3_600_000
const bytes = (text: string): Uint8Array => Buffer.from(text)

/** What every store of answers must do. */
export function answerStoreContract(open: () => AnswerStore | Promise<AnswerStore>): void {
  let store: AnswerStore
  beforeEach(async () => {
    store = await open()
  })
  afterEach(() => store.close())

  const textOf = async (key: string): Promise<string | undefined> => {
    const found = await store.get(key)
    return found && Buffer.from(found).toString('latin1')
  }
  const keep = (key: string, text: string, tags: readonly string[] = [], ttlMillis = HOUR): Promise<void> =>
    store.set(key, Buffer.from(text, 'latin1'), { ttlMillis, tags, sinceMillis: Date.now() })

  describe('an entry', () => {
    it('is not there before it is kept', async () => {
      expect(await textOf('a')).toBeUndefined()
    })

    it('is given as it was kept, byte for byte', async () => {
      const all = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code))
      await keep('a', all)
      expect([await textOf('a'), await textOf('b')]).toEqual([all, undefined])
    })

    it('takes the place of the one before', async () => {
      await keep('a', 'first')
      await keep('a', 'second')
      expect(await textOf('a')).toBe('second')
    })

    it('is gone when it is removed, and to remove what is not there is no mistake', async () => {
      await keep('a', 'one')
      await store.delete('a')
      await store.delete('a')
      expect(await textOf('a')).toBeUndefined()
    })

    it('is gone after its time', async () => {
      await keep('a', 'short', ['t'], 30)
      await keep('b', 'long', ['t'])
      await vi.waitFor(async () => expect(await textOf('a')).toBeUndefined())
      expect([await textOf('b'), await store.forget('t', Date.now())]).toEqual(['long', 1])
    })
  })

  describe('a tag', () => {
    it('takes all entries that carry it, and no others', async () => {
      await keep('a', 'one', ['red', 'round'])
      await keep('b', 'two', ['red'])
      await keep('c', 'three', ['round'])
      await keep('d', 'four')
      expect(await store.forget('red', Date.now())).toBe(2)
      expect(await Promise.all(['a', 'b', 'c', 'd'].map(textOf))).toEqual([undefined, undefined, 'three', 'four'])
      expect([await store.forget('red', Date.now()), await store.forget('blue', Date.now())]).toEqual([0, 0])
    })

    it('takes more entries than go into one command', async () => {
      await Promise.all(Array.from({ length: 2_500 }, (_, index) => keep(`k${index}`, 'x', ['many'])))
      expect(await store.forget('many', Date.now())).toBe(2_500)
      expect(await textOf('k2499')).toBeUndefined()
    })

    it('takes the answer of a call that was under way, too, which is kept only afterwards', async () => {
      const sinceMillis = Date.now()
      await store.forget('user', sinceMillis + 1)
      await store.set('a', bytes('late'), { ttlMillis: HOUR, tags: ['user'], sinceMillis })
      expect(await textOf('a')).toBeUndefined()
    })

    it('leaves what is asked anew later', async () => {
      await store.forget('user', Date.now() - 2 * 60_000)
      await keep('a', 'new', ['user'])
      expect(await textOf('a')).toBe('new')
    })
  })

  describe('a claim', () => {
    it('is held by the first of many, and each is told by whom', async () => {
      const tokens = Array.from({ length: 20 }, () => randomUUID())
      const holders = await Promise.all(tokens.map((token) => store.claim('a', token, HOUR)))
      expect(new Set(holders)).toEqual(new Set([tokens[0]]))
      expect(await store.claim('b', 'other', HOUR)).toBe('other')
    })

    it('is free when its holder yields it, and only then', async () => {
      await store.claim('a', 'one', HOUR)
      await store.yield('a', 'two')
      expect(await store.claim('a', 'two', HOUR)).toBe('one')
      await store.yield('a', 'one')
      expect(await store.claim('a', 'two', HOUR)).toBe('two')
    })

    it('may be left to a word for those who come', async () => {
      await store.claim('a', 'one', HOUR)
      await store.yield('a', 'one', { token: 'word', millis: HOUR })
      expect(await store.claim('a', 'two', HOUR)).toBe('word')
    })

    it('ends after its time', async () => {
      await store.claim('a', 'one', 20)
      await vi.waitFor(async () => expect(await store.claim('a', 'two', HOUR)).toBe('two'))
    })

    it('has nothing to do with the entry of its key', async () => {
      await store.claim('a', 'one', HOUR)
      expect(await textOf('a')).toBeUndefined()
      await keep('a', 'entry')
      expect(await store.claim('a', 'two', HOUR)).toBe('one')
    })
  })
}
