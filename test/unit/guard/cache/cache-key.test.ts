import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Asked, cached, QUESTION } from './cached.ts'

interface KeyField {
  readonly field: string
  readonly change: Asked
}

const FIELDS = JSON.parse(
  readFileSync(new URL('../../../fixtures/cache/key-fields.json', import.meta.url), 'utf8'),
) as readonly KeyField[]

const ANY = { features: { '*': { anyTemperature: true, toolCalls: true, vary: ['tier', 'tags.locale'] } } } as const

describe('the key of a cached answer', () => {
  it.each(FIELDS)('C1: tells $field apart', async ({ change }) => {
    const { words, calls } = cached(ANY)
    expect(await words()).toBe('answer 1')
    expect(await words(change)).toBe('answer 2')
    // Both are known now, each by itself.
    expect([await words(), await words(change), calls()]).toEqual(['answer 1', 'answer 2', 2])
  })

  it('C1: tells any two of them apart, in whatever order they are asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...FIELDS.keys()], { minLength: 2 }), async (order) => {
        const { words, calls } = cached(ANY)
        const changes = order.map((index) => FIELDS[index]?.change ?? {})
        const first = await Promise.all(changes.map((change) => words(change)))
        expect(await Promise.all(changes.map((change) => words(change)))).toEqual(first)
        expect([new Set(first).size, calls()]).toEqual([order.length, order.length])
      }),
      { numRuns: 5 },
    )
  })

  it('C2: is the same for the same JSON in another order and with other spaces', async () => {
    const indentation = fc.constantFrom(0, 1, 4, '\t')
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(Object.keys(QUESTION), { minLength: 3 }),
        indentation,
        async (keys, indent) => {
          const { words, calls } = cached()
          await words()
          const reordered = Object.fromEntries(keys.map((key) => [key, QUESTION[key as keyof typeof QUESTION]]))
          expect(await words({ text: JSON.stringify(reordered, undefined, indent) })).toBe('answer 1')
          expect(calls()).toBe(1)
        },
      ),
      { numRuns: 25 },
    )
  })

  it.each([
    ['stream', true],
    ['stream_options', { include_usage: true }],
    ['user', 'u-18'],
    ['safety_identifier', 'hash'],
    ['prompt_cache_key', 'faq'],
    ['metadata', { run: '7' }],
  ])('is the same whatever %s says, which shapes no answer', async (name, value) => {
    const { words, calls } = cached()
    await words()
    expect([await words({ body: { [name]: value } }), calls()]).toEqual(['answer 1', 1])
  })
})

describe('tenants', () => {
  it('C3: never meet, in whatever order they ask the same', async () => {
    const tenant = fc.constantFrom('acme', 'globex', 'initech')
    const asking = fc.record({ tenant, user: fc.constantFrom('u-1', 'u-2'), stream: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(asking, { minLength: 2, maxLength: 30 }), async (calls) => {
        const { words } = cached()
        const answerOf = new Map<string, string>()
        for (const { tenant, user, stream } of calls) {
          const answer = await words({ context: { tenant, user }, body: { stream } })
          expect(answerOf.get(tenant) ?? answer).toBe(answer)
          answerOf.set(tenant, answer)
        }
        expect(new Set(answerOf.values()).size).toBe(answerOf.size)
      }),
      { numRuns: 25 },
    )
  })

  it('C3: are not taken for one another where their names and users only look the same', async () => {
    const { words } = cached({ features: { '*': { scope: 'user' } } })
    const contexts = [
      { tenant: 'a', user: 'b,c' },
      { tenant: 'a,b', user: 'c' },
      { tenant: 'a","b', user: 'c' },
      { tenant: undefined, user: 'a' },
    ]
    const answers: string[] = []
    for (const context of contexts) answers.push(await words({ context }))
    expect(new Set(answers).size).toBe(contexts.length)
  })

  it('are not cached where a call does not say whose it is', async () => {
    const { words } = cached()
    const nobody = { context: { tenant: undefined } }
    expect([await words(nobody), await words(nobody)]).toEqual(['answer 1', 'answer 2'])
  })

  it.each([
    ['tenant', { tenant: 'acme', user: 'u-18' }, 1],
    ['user', { tenant: 'acme', user: 'u-18' }, 2],
    ['user', { tenant: 'acme', user: 'u-17' }, 1],
    ['global', { tenant: undefined, user: undefined }, 1],
  ] as const)('share with the scope %s what they are to share', async (scope, context, expected) => {
    const { words, calls } = cached({ features: { '*': { scope } } })
    await words()
    await words({ context })
    expect(calls()).toBe(expected)
  })
})
