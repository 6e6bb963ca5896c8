import { createCallGuard, createGuard, forgetAnswers, setActiveGuard } from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import { type Asked, cached, completion } from './cached.ts'

const OTHERS: readonly Asked[] = [
  { context: { tenant: 'acme', user: 'u-18' }, vary: { call: '1' } },
  { context: { tenant: 'globex', user: 'u-17' }, vary: { call: '2' } },
  { context: { tenant: 'acme', user: undefined }, vary: { call: '3' } },
  { control: { tags: ['article-42'] }, vary: { call: '4' } },
]

describe('answers that are to be forgotten', () => {
  it.each([
    ['with a tag', { tag: 'article-42' }, [3]],
    ['of a user', { user: 'u-17' }, [1, 3]],
    ['of a user of one tenant', { user: 'u-17', tenant: 'globex' }, [1]],
    ['of a tenant', { tenant: 'acme' }, [0, 2, 3]],
    ['of nobody', { user: 'article-42' }, []],
  ])('%s go, and the others stay', async (_name, what, gone) => {
    const { words, cache } = cached()
    const before: string[] = []
    for (const asked of OTHERS) before.push(await words(asked))
    expect(await forgetAnswers(what, [cache])).toBe(gone.length)
    const after: string[] = []
    for (const asked of OTHERS) after.push(await words(asked))
    expect(after.flatMap((answer, index) => (answer === before[index] ? [] : [index]))).toEqual(gone)
  })

  it('go with the answer of a call that is under way, which is given but not kept', async () => {
    const { words, next, cache, calls } = cached()
    let release: (response: Response) => void = () => {}
    next(() => new Promise((resolve) => (release = resolve)))
    const first = words()
    await new Promise(setImmediate)
    expect(await forgetAnswers({ user: 'u-17' }, [cache])).toBe(0)
    release(completion({ content: 'under way' }))
    expect([await first, await words(), calls()]).toEqual(['under way', 'answer 2', 2])
  })

  it('are those of the guard of this process, where no caches are named', async () => {
    const { words, cache } = cached()
    const undo = setActiveGuard(createCallGuard(createGuard({ budgets: [] }), { caches: [cache] }))
    await words()
    expect([await forgetAnswers({ tenant: 'acme' }), await words()]).toEqual([1, 'answer 2'])
    undo()
  })
})
