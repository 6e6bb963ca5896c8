import { compressContext } from '@costspan/guard'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contextFacts, lostFacts } from '../../../../packages/guard/src/prompt/context-facts.ts'

const FILLER = 'It was a long day and many things were said that nobody needs to know about any more. '
const DOCUMENT = `${FILLER.repeat(10)}The order was sent by Ada Lovelace on 3 March for $1,249.50. ${FILLER.repeat(10)}She wrote "not before noon" to ops@example.com about \`retry_count\`. ${FILLER.repeat(10)}`

const factsOf = (text: string): string[] => contextFacts(text).map((fact) => fact.text)

describe('the facts of a text', () => {
  it('are its numbers with their units, quotations, addresses, code, identifiers and names', () => {
    expect(factsOf(DOCUMENT).toSorted()).toEqual([
      '"not before noon"',
      '$1,249.50',
      '3 March',
      'Ada Lovelace',
      '`retry_count`',
      'ops@example.com',
    ])
  })

  it.each([
    ['costs 5 USD', 'costs 15 USD'],
    ['costs 5 USD', 'costs 1.5 USD'],
    ['costs 5 USD', 'costs 5 EUR'],
    ['took 12 ms', 'took 12 s'],
    ['is "off" now', 'is "on" now'],
    ['asks for maxTokens', 'asks for maxTokensTotal'],
    ['came from Berlin', 'came from Bern'],
  ])('are lost where "%s" becomes "%s"', (before, after) => {
    expect(lostFacts(contextFacts(before), after).length).toBe(1)
  })

  it('are all found in the text that they come from', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('a 5 kg', '"x y"', 'the Nile', 'a_b'))), (words) => {
        const text = words.join(' ')
        expect(lostFacts(contextFacts(text), text)).toEqual([])
      }),
    )
  })
})

describe('compressContext', () => {
  it('gives a shorter text that says all facts, and what it saves', async () => {
    const short =
      'Ada Lovelace ordered on 3 March, $1,249.50; wrote "not before noon" to ops@example.com: `retry_count`.'
    const asked: string[] = []
    const result = await compressContext(DOCUMENT, {
      compress: (_, text) => {
        asked.push(text)
        return Promise.resolve(short)
      },
    })
    expect(asked).toEqual([DOCUMENT])
    expect(result).toMatchObject({ text: short, isCompressed: true, facts: 6, restored: [] })
    expect(result.savedTokens).toBe(result.tokensBefore - result.tokensAfter)
    expect(result.savedTokens).toBeGreaterThan(400)
  })

  it('asks once more for facts that were lost, and puts back the sentences of those that still are', async () => {
    const asked: string[] = []
    const result = await compressContext(DOCUMENT, {
      compress: (instructions) => {
        asked.push(instructions)
        return Promise.resolve(
          asked.length === 1 ? 'Somebody ordered.' : 'Ada Lovelace ordered on 3 March for $1,249.50.',
        )
      },
    })
    expect(asked[1]).toContain('- Ada Lovelace')
    expect(result.text).toBe(
      'Ada Lovelace ordered on 3 March for $1,249.50.\nShe wrote "not before noon" to ops@example.com about `retry_count`.',
    )
    expect(result.restored).toEqual(['She wrote "not before noon" to ops@example.com about `retry_count`.'])
  })

  it.each([
    ['empty', ''],
    ['as long as before', DOCUMENT],
    ['refused', `I cannot do that. ${FILLER.repeat(30)}`],
  ])('keeps the text where the answer is %s', async (_, answer) => {
    const result = await compressContext(DOCUMENT, { compress: () => Promise.resolve(answer) })
    expect(result).toMatchObject({ text: DOCUMENT, isCompressed: false, savedTokens: 0 })
  })

  it('keeps what it is told to keep', async () => {
    const { text } = await compressContext(`${FILLER.repeat(20)} terms apply`, {
      compress: () => Promise.resolve('A long day.'),
      mustKeep: ['terms apply'],
    })
    expect(text).toBe('A long day.\nterms apply')
  })

  it('fails as the call fails, and wants a share from 0 to 1', async () => {
    await expect(compressContext('a', { compress: () => Promise.reject(new Error('429')) })).rejects.toThrow('429')
    await expect(compressContext('a', { compress: () => Promise.resolve(''), leastShare: 2 })).rejects.toThrow(
      new TypeError('leastShare must be a number from 0 to 1, got 2'),
    )
  })
})
