import { createMemoryQuestionStore } from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import { questionStoreContract } from './question-store-contract.ts'

const SEARCH = { vector: new Float32Array([1, 0]), count: 9, minSimilarity: 0, atMillis: 0 }

describe('the memory of a process', () => {
  questionStoreContract(createMemoryQuestionStore)

  it('lets the oldest question of a partition go when there are too many', async () => {
    const store = createMemoryQuestionStore({ maxQuestions: 2 })
    for (const id of ['one', 'two', 'three']) await store.add('a', entry(id))
    await store.add('b', entry('one'))
    expect((await store.nearest('a', SEARCH)).map(({ id }) => id).toSorted()).toEqual(['three', 'two'])
    expect(await store.nearest('b', SEARCH)).toHaveLength(1)
  })

  it('lets the oldest question of all go when they take too many bytes', async () => {
    const store = createMemoryQuestionStore({ maxBytes: 60 })
    await store.add('a', entry('one'))
    await store.add('b', entry('two'))
    await store.add('c', entry('three'))
    const left = await Promise.all(['a', 'b', 'c'].map((partition) => store.nearest(partition, SEARCH)))
    expect(left.map((found) => found.length)).toEqual([0, 1, 1])
  })

  it('takes no more memory than its questions, when each is in a partition of its own', async () => {
    const store = createMemoryQuestionStore()
    const vector = new Float32Array(1_536).fill(1)
    const before = process.memoryUsage().arrayBuffers
    for (let index = 0; index < 1_000; index++) await store.add(`${index}`, { ...entry('one'), vector })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3 * 1_000 * vector.byteLength)
    await store.close()
  })

  it('refuses limits that are none', () => {
    expect(() => createMemoryQuestionStore({ maxBytes: Number.NaN })).toThrow(
      new TypeError('maxBytes must be a whole number above 0, got null'),
    )
    expect(() => createMemoryQuestionStore({ maxQuestions: 0 })).toThrow(
      new TypeError('maxQuestions must be a whole number above 0, got 0'),
    )
  })
})

/** Of 8 bytes of vector and 18 of text. */
function entry(id: string) {
  return { id, vector: new Float32Array([1, 0]), sealed: 'a sealed ', tags: [], sinceMillis: 0, expiresAtMillis: 1 }
}
