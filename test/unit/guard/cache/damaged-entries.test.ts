import { type AnswerStore, createMemoryAnswerStore, type EncryptionKey } from '@costspan/guard'
import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { cached } from './cached.ts'

/** A store whose entries can be looked at, and changed behind the cache's back. */
function openStore(): { readonly store: AnswerStore; readonly entries: Map<string, Uint8Array> } {
  const entries = new Map<string, Uint8Array>()
  const store: AnswerStore = {
    ...createMemoryAnswerStore(),
    get: (key) => Promise.resolve(entries.get(key)),
    set: (key, bytes) => Promise.resolve(void entries.set(key, bytes)),
    delete: (key) => Promise.resolve(void entries.delete(key)),
  }
  return { store, entries }
}

const OLD: EncryptionKey = { id: '2026-10', key: randomBytes(32) }
const NEW: EncryptionKey = { id: '2026-11', key: randomBytes(32).toString('base64') }

const damage = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
  fc.record({ kind: fc.constant('flip' as const), at: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
  fc.record({ kind: fc.constant('replace' as const), by: fc.uint8Array({ maxLength: 200 }) }),
)

function damaged(bytes: Uint8Array, how: typeof damage extends fc.Arbitrary<infer T> ? T : never): Uint8Array {
  if (how.kind === 'replace') return how.by
  const at = Math.floor(bytes.byteLength * how.at)
  if (how.kind === 'cut') return bytes.slice(0, at)
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))
}

describe.each([
  ['plain', undefined],
  ['encrypted', { keys: [NEW] }],
])('an entry that is %s', (_name, encryption) => {
  const options = encryption === undefined ? {} : { encryption }

  it('C5: and damaged anywhere is no answer, and is removed', async () => {
    await fc.assert(
      fc.asyncProperty(damage, async (how) => {
        const { store, entries } = openStore()
        const { words } = cached({ store, ...options })
        await words()
        const [[key, bytes] = ['', new Uint8Array()]] = entries
        entries.set(key, damaged(bytes, how))
        expect([await words(), await words()]).toEqual(['answer 2', 'answer 2'])
      }),
      { numRuns: 200 },
    )
  })

  it('C5: and in the place of another is no answer', async () => {
    const { store, entries } = openStore()
    const { words } = cached({ store, ...options })
    await words()
    await words({ context: { tenant: 'globex' } })
    const [[mine, ofMine] = [''], [theirs, ofTheirs] = ['']] = entries
    entries.set(mine, ofTheirs ?? new Uint8Array()).set(theirs, ofMine ?? new Uint8Array())
    expect([await words(), await words({ context: { tenant: 'globex' } })]).toEqual(['answer 3', 'answer 4'])
  })
})

describe('encryption', () => {
  it('hides the question, the answer and who asked', async () => {
    const { store, entries } = openStore()
    const { words } = cached({ store, encryption: { keys: [NEW] } })
    await words()
    const stored = [...entries].map(([key, bytes]) => key + Buffer.from(bytes).toString('latin1')).join()
    expect([/answer 1|EUR|u-17|acme|faq/.test(stored), stored.includes('2026-11')]).toEqual([false, true])
  })

  it('changes its key without losing what the old one has sealed', async () => {
    const { store } = openStore()
    const before = cached({ store, encryption: { keys: [OLD] } })
    const after = cached({ store, encryption: { keys: [NEW, OLD] } })
    const later = cached({ store, encryption: { keys: [NEW] } })
    expect(await before.words()).toBe('answer 1')
    expect([await after.words(), after.calls()]).toEqual(['answer 1', 0])
    await after.words({ vary: { new: 'question' } })
    expect([await later.words({ vary: { new: 'question' } }), later.calls()]).toEqual(['answer 1', 0])
    expect([await later.words(), later.calls()]).toEqual(['answer 1', 1])
  })

  it('believes nothing that was written without it', async () => {
    const { store } = openStore()
    await cached({ store }).words()
    const { words, calls } = cached({ store, encryption: { keys: [NEW] } })
    expect([await words(), calls()]).toEqual(['answer 1', 1])
  })
})
