import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
// The comparison has no public door of its own; the cache's tests with a real encoder go through it.
import { compareQuestions } from '../../../../packages/guard/src/semantic/lexical/compare-questions.ts'
import { synonymTable } from '../../../../packages/guard/src/semantic/lexical/words/synonyms.ts'
import { samePairs, unlikePairs } from './question-pairs.ts'

const SYNONYMS = synonymTable()
/** Where the words themselves tell, so that no judge may be asked. */
const TOLD_BY_WORDS = new Set(['negation', 'numbers', 'units', 'antonyms', 'time', 'quantity', 'code', 'quotes'])

describe('the lexical guard', () => {
  it.each(unlikePairs)('keeps apart, by $kind: $asked | $known', ({ kind, asked, known }) => {
    for (const [one, other] of [
      [asked, known],
      [known, asked],
    ] as const) {
      const { verdict } = compareQuestions(one, other, SYNONYMS)
      expect(TOLD_BY_WORDS.has(kind) ? ['differs'] : ['differs', 'unsure']).toContain(verdict)
    }
  })

  it('finds a half of the paraphrases by their words, and leaves nearly all others to a judge', () => {
    const verdicts = samePairs.map(({ asked, known }) => compareQuestions(asked, known, SYNONYMS).verdict)
    const count = (verdict: string): number => verdicts.filter((each) => each === verdict).length
    expect({ same: count('same'), unsure: count('unsure'), differs: count('differs') }).toEqual({
      same: 46,
      unsure: 30,
      differs: 4,
    })
  })

  it.each(['constructor', 'valueOf', '__proto__'])('takes %s for the word that it is', (word) => {
    const question = `what is a ${word} for`
    expect(compareQuestions(question, `What is a ${word} for?`, SYNONYMS)).toEqual({ verdict: 'same' })
  })

  it('says of every question that it is the same as itself, and of a pair the same in both directions', () => {
    const question = fc.constantFrom(...unlikePairs.flatMap(({ asked, known }) => [asked, known]))
    fc.assert(
      fc.property(question, question, (one, other) => {
        expect(compareQuestions(one, one, SYNONYMS)).toEqual({ verdict: 'same' })
        expect(compareQuestions(one, other, SYNONYMS).verdict).toBe(compareQuestions(other, one, SYNONYMS).verdict)
      }),
      { numRuns: 500 },
    )
  })

  it('never takes a question for the same when one of its words is another one', () => {
    const strange = fc.stringMatching(/^[b-df-hj-np-tv-xz]{5,9}$/)
    const questions = unlikePairs.map(({ asked }) => asked).filter((asked) => !/["'`“«]/u.test(asked))
    fc.assert(
      fc.property(fc.constantFrom(...questions), fc.nat(), strange, (question, position, word) => {
        const words = question.split(' ')
        words[position % words.length] = word
        expect(compareQuestions(question, words.join(' '), SYNONYMS).verdict).not.toBe('same')
      }),
      { numRuns: 2_000 },
    )
  })

  it('never lets a judge decide over two numbers', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (one, other) => {
        fc.pre(one !== other)
        const ask = (amount: number): string => `How do I pay ${amount} dollars to my bank?`
        expect(compareQuestions(ask(one), ask(other), SYNONYMS)).toEqual({ verdict: 'differs', because: 'number' })
      }),
    )
  })

  it('reads a number the same with and without its separators, and in digits and in words', () => {
    expect(compareQuestions('What are 1,000 times two?', 'what are 1000 times 2', SYNONYMS)).toEqual({
      verdict: 'same',
    })
  })

  it('takes words for the same that the application says are', () => {
    const [one, other] = ['How do I cancel my plan?', 'How do I cancel my subscription?']
    expect(compareQuestions(one, other, SYNONYMS)).toEqual({ verdict: 'unsure', because: 'words' })
    expect(compareQuestions(one, other, synonymTable([['plan', 'subscription']]))).toEqual({ verdict: 'same' })
  })

  it('compares questions in other languages word by word', () => {
    expect(compareQuestions('¿Cómo cancelo mi pedido?', 'cómo cancelo mi pedido', SYNONYMS)).toEqual({
      verdict: 'same',
    })
    expect(compareQuestions('Wie kündige ich?', 'Wie kündige ich nicht?', SYNONYMS).verdict).toBe('unsure')
    expect(compareQuestions('如何取消订阅？', '如何续订？', SYNONYMS).verdict).not.toBe('same')
  })
})
