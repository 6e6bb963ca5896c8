import fc from 'fast-check'
import { Tiktoken } from 'js-tiktoken/lite'
import cl100k from 'js-tiktoken/ranks/cl100k_base'
import o200k from 'js-tiktoken/ranks/o200k_base'
import { describe, expect, it } from 'vitest'
import { countTokens } from '../../../../packages/instrumentation/src/tokens/count-tokens.ts'
import { encodingOfModel } from '../../../../packages/instrumentation/src/tokens/encoding-of-model.ts'
import { loadTokenizer } from '../../../../packages/instrumentation/src/tokens/load-tokenizer.ts'

const gpt = { o200k_base: await loadTokenizer('o200k_base'), cl100k_base: await loadTokenizer('cl100k_base') }
const tiktoken = { o200k_base: new Tiktoken(o200k), cl100k_base: new Tiktoken(cl100k) }
const ENCODINGS = ['o200k_base', 'cl100k_base'] as const

const ORDINARY: readonly string[] = [
  '',
  'The cost of a call is known when the last token has been read.',
  'function add(a, b) {\n  return a + b // "sum"\n}\n'.repeat(50),
  'Grüße aus Zürich – 5,00 € für 3 Stück 👋🏽🇨🇭',
  '他说今天的天气很好，我们去公园散步吧。',
  '{"model":"gpt-4o","messages":[{"role":"user","content":"Hello"}]}',
  `${' '.repeat(40)}indented\n\n\n\t\ttext   `,
  '<|endoftext|><|im_start|>system<|im_end|><|fim_prefix|>',
]

/** Texts in which a tokenizer finds no seam, so that it would take time by the square of their length. */
const PATHOLOGICAL: readonly (readonly [name: string, text: string])[] = [
  ['10,000 equal letters', 'a'.repeat(10_000)],
  ['100 kB of one letter', 'z'.repeat(100_000)],
  ['10,000 Chinese characters', '的一是不了人我在有他'.repeat(1_000)],
  ['100 kB of spaces', ' '.repeat(100_000)],
  ['100 kB of new lines', '\n'.repeat(100_000)],
  ['100 kB of one sign', '='.repeat(100_000)],
  ['base64 without an end', 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo'.repeat(3_000)],
  ['slashes and new lines in turn', '/\n'.repeat(50_000)],
  ['signs with accents', '!!\u0301'.repeat(30_000)],
  ['emoji', '👋🏽'.repeat(10_000)],
]

describe.each(ENCODINGS)('countTokens in %s', (encoding) => {
  it.each(ORDINARY)('counts ordinary text as js-tiktoken does: %j', (text) => {
    expect(countTokens(text, gpt[encoding])).toBe(tiktoken[encoding].encode(text, [], []).length)
  })

  it.each(PATHOLOGICAL)('hands the tokenizer short pieces only: %s', (_, text) => {
    // Not a timing: every stretch without a seam is at most this long, which bounds the square of its length.
    let longest = 0
    const tokens = countTokens(text, (piece) => {
      longest = Math.max(longest, longestWithoutSeam(piece))
      return gpt[encoding](piece)
    })

    expect(longest).toBeLessThan(500)
    expect(tokens).toBeGreaterThan(0)
    expect(tokens).toBeLessThanOrEqual(Buffer.byteLength(text))
  })

  it('bounds long runs from above, closely', () => {
    const tokenizer = gpt[encoding]
    const word = fc.constantFrom('', 'The cost ', ' of a call.', '\n')
    const alphabet = fc.constantFrom(
      'ab',
      'etaoinshrdlu',
      'aü的',
      '的一是不了人',
      '=-',
      '=-#*/',
      '0123456789',
      ' \n',
      '/\n',
    )
    const run = alphabet.chain((signs) =>
      fc.string({ unit: fc.constantFrom(...Array.from(signs)), minLength: 100, maxLength: 400 }),
    )
    fc.assert(
      fc.property(word, run, word, (before, middle, after) => {
        const text = before + middle + after
        const exact = tokenizer(text)
        const counted = countTokens(text, tokenizer)
        expect(counted).toBeGreaterThanOrEqual(exact)
        expect(counted).toBeLessThanOrEqual(exact + 12)
      }),
      { numRuns: 500 },
    )
  })

  it('is exact where there is no long run', () => {
    const tokenizer = gpt[encoding]
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), (text) => {
        expect(countTokens(text, tokenizer)).toBe(tokenizer(text))
      }),
      { numRuns: 200 },
    )
  })
})

/** Ten megabytes each, of what no limit of a provider keeps a user from sending. */
const HUGE: readonly (readonly [name: string, text: string])[] = [
  ['one letter', 'a'.repeat(10_000_000)],
  ['spaces', ' '.repeat(10_000_000)],
  ['new lines', '\n'.repeat(10_000_000)],
  ['emoji', '👋🏽'.repeat(2_500_000)],
  ['lone surrogates', '\ud800'.repeat(10_000_000)],
  ['letters with accents', 'e\u0301'.repeat(5_000_000)],
  ['words', 'The cost of a call. '.repeat(500_000)],
]

describe('ten megabytes', () => {
  it.each(HUGE)('reach the tokenizer whole, in short pieces: %s', (_, text) => {
    const pieces = { units: 0, longestWord: 0, longest: 0 }
    countTokens(text, (piece) => {
      pieces.units += piece.length
      pieces.longest = Math.max(pieces.longest, piece.length)
      pieces.longestWord = Math.max(pieces.longestWord, longestWithoutSeam(piece.slice(0, 2_000)))
      return 1
    })

    expect(pieces.units).toBe(text.length)
    expect(pieces.longest).toBeLessThan(20_000)
    expect(pieces.longestWord).toBeLessThan(500)
  })

  it('are counted exactly where they are words', () => {
    const text = 'The cost of a call is known when the last token has been read. '.repeat(16_000)
    expect(countTokens(text, gpt.o200k_base)).toBe(gpt.o200k_base(text))
  })

  it.each(HUGE)('are taken to be like a part of them when there is no more time: %s', (_, text) => {
    let [work, tokens] = [0, 0]
    const part = countTokens(
      text,
      (piece) => {
        work += piece.length
        tokens += piece.length
        return piece.length
      },
      () => work > 200_000,
    )

    expect(work).toBeLessThan(250_000)
    // One token for each unit, and one for each seam of 96 units or of a slice.
    expect(part).toBeGreaterThanOrEqual(text.length)
    expect(part).toBeLessThan(text.length * 1.02)
  })

  it('are told by what is all over them, not only at their beginning', () => {
    const halves = 'a'.repeat(5_000_000) + 'b'.repeat(5_000_000)
    let work = 0
    const part = countTokens(
      halves,
      (piece) => {
        work += piece.length
        return piece.startsWith('b') ? piece.length : 0
      },
      () => work > 500_000,
    )

    expect(part / 5_000_000).toBeGreaterThan(0.9)
    expect(part / 5_000_000).toBeLessThan(1.15)
  })

  it('are told by their length when there is no time at all', () => {
    const text = 'a'.repeat(10_000_000)
    const tokenizer = () => {
      throw new Error('counts in spite of it')
    }
    expect(countTokens(text, tokenizer, () => true)).toBe(2_500_000)
  })
})

describe('the vocabulary of a model', () => {
  it.each([
    ['gpt-4o', 'o200k_base'],
    ['gpt-4.1-mini', 'o200k_base'],
    ['gpt-5', 'o200k_base'],
    ['o3', 'o200k_base'],
    ['ft:gpt-4o-mini-2024-07-18:acme::1', 'o200k_base'],
    ['claude-haiku-4-5', 'o200k_base'],
    ['', 'o200k_base'],
    ['gpt-4', 'cl100k_base'],
    ['gpt-4-turbo', 'cl100k_base'],
    ['gpt-4-0613', 'cl100k_base'],
    ['gpt-3.5-turbo-instruct', 'cl100k_base'],
    ['ft:gpt-3.5-turbo:acme::1', 'cl100k_base'],
    ['text-embedding-3-small', 'cl100k_base'],
  ])('of %j is %s', (model, encoding) => {
    expect(encodingOfModel(model)).toBe(encoding)
  })
})

/** The longest stretch that both vocabularies treat as one word, by their published patterns. */
function longestWithoutSeam(piece: string): number {
  const words = piece.match(/[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s+/gu) ?? []
  return words.reduce((longest, word) => Math.max(longest, word.length), 0)
}
