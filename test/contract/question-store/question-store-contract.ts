import type { QuestionStore, StoredQuestion } from '@costspan/guard'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { afterEach, expect, it } from 'vitest'

/** What every store of questions must do, wherever it keeps them. Each call makes a store of its own. */
export function questionStoreContract(makeStore: () => Promise<QuestionStore> | QuestionStore): void {
  const open: QuestionStore[] = []
  async function newStore(): Promise<QuestionStore> {
    const store = await makeStore()
    open.push(store)
    return store
  }
  afterEach(async () => {
    await Promise.all(open.splice(0).map((store) => store.close()))
  })

  it('gives the nearest questions of a partition, the nearest first, with how near they are', async () => {
    const store = await newStore()
    for (const [id, degrees] of Object.entries({ far: 80, near: 10, same: 0, next: 30 })) {
      await store.add('a', question(id, at(degrees)))
    }
    const search = { vector: at(0), atMillis: Date.now() }
    expect(await store.nearest('a', { ...search, count: 2, minSimilarity: 0 })).toEqual([
      { id: 'same', similarity: expect.closeTo(1, 4), sealed: 'same sealed' },
      { id: 'near', similarity: expect.closeTo(Math.cos(Math.PI / 18), 4), sealed: 'near sealed' },
    ])
    const above = await store.nearest('a', { ...search, count: 9, minSimilarity: 0.8 })
    expect(above.map(({ id }) => id)).toEqual(['same', 'near', 'next'])
  })

  it('never leaves a partition', async () => {
    const store = await newStore()
    await store.add('a', question('one', at(0)))
    await store.add('b', question('one', at(5)))
    await store.remove('a', 'one')
    const search = { vector: at(0), count: 9, minSimilarity: -1, atMillis: Date.now() }
    expect(await store.nearest('a', search)).toEqual([])
    expect(await store.nearest('b', search)).toMatchObject([{ id: 'one' }])
    expect(await store.nearest('never seen', search)).toEqual([])
  })

  it('keeps the newest answer of a question', async () => {
    const store = await newStore()
    await store.add('a', question('one', at(0), { sealed: 'old' }))
    await store.add('a', question('one', at(20), { sealed: 'new' }))
    const found = await store.nearest('a', { vector: at(20), count: 9, minSimilarity: 0, atMillis: Date.now() })
    expect(found).toEqual([{ id: 'one', similarity: expect.closeTo(1, 4), sealed: 'new' }])
  })

  it('gives no question that has expired, and looks behind it', async () => {
    const store = await newStore()
    const over = { expiresAtMillis: Date.now() - 1 }
    for (const id of ['a', 'b', 'c']) await store.add('p', question(id, at(0), over))
    await store.add('p', question('fresh', at(10)))
    const found = await store.nearest('p', { vector: at(0), count: 1, minSimilarity: 0, atMillis: Date.now() })
    expect(found).toMatchObject([{ id: 'fresh' }])
  })

  it('forgets by mark, in all partitions, and says how many there were', async () => {
    const store = await newStore()
    const tag = randomUUID()
    await store.add('a', question('one', at(0), { tags: [tag, 'other'] }))
    await store.add('b', question('two', at(0), { tags: [tag] }))
    await store.add('a', question('kept', at(0), { tags: ['other'] }))
    expect(await store.forget(tag, Date.now())).toBe(2)
    expect(await store.forget(tag, Date.now())).toBe(0)
    const search = { vector: at(0), count: 9, minSimilarity: 0, atMillis: Date.now() }
    expect(await store.nearest('a', search)).toMatchObject([{ id: 'kept' }])
    expect(await store.nearest('b', search)).toEqual([])
  })

  it('keeps no answer of a call that was under way when its mark was forgotten', async () => {
    const store = await newStore()
    const tag = randomUUID()
    const now = Date.now()
    await store.forget(tag, now)
    await store.add('a', question('under way', at(0), { tags: [tag], sinceMillis: now - 1 }))
    await store.add('a', question('later', at(0), { tags: [tag], sinceMillis: now + 3_600_000 }))
    const found = await store.nearest('a', { vector: at(0), count: 9, minSimilarity: 0, atMillis: now })
    expect(found).toMatchObject([{ id: 'later' }])
  })

  it('finds what a look at all vectors finds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyVector, { minLength: 1, maxLength: 30 }), anyVector, async (vectors, asked) => {
        const store = await newStore()
        const partition = randomUUID()
        for (const [index, vector] of vectors.entries()) await store.add(partition, question(String(index), vector))
        const search = { vector: asked, count: vectors.length, minSimilarity: 0.3, atMillis: Date.now() }
        const found = (await store.nearest(partition, search)).map(({ similarity }) => similarity)
        const all = vectors.map((vector) => cosine(vector, asked)).filter((each) => each >= 0.3)
        expect(found).toEqual(all.toSorted((a, b) => b - a).map((each) => expect.closeTo(each, 4)))
      }),
      { numRuns: 20 },
    )
  })
}

const DIMENSIONS = 300

const anyVector = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .filter((values) => Math.hypot(...values) > 0.1)
  .map(unit)

function question(id: string, vector: Float32Array, changed: Partial<StoredQuestion> = {}): StoredQuestion {
  const now = Date.now()
  return {
    id,
    vector,
    sealed: `${id} sealed`,
    tags: [],
    sinceMillis: now,
    expiresAtMillis: now + 60_000,
    ...changed,
  }
}

/** A vector that many degrees from the first axis. */
function at(degrees: number): Float32Array {
  const radians = (degrees * Math.PI) / 180
  return unit([Math.cos(radians), Math.sin(radians), 0, 0])
}

function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values)
  return Float32Array.from(values, (value) => value / length)
}

function cosine(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0)
}
