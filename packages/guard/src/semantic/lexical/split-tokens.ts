import { ORDINALS, numberWord } from './words/number-words.ts'
import type { Token } from './token.ts'
import { wordClass } from './words/word-classes.ts'

/** Backticks and quotation marks, also those of other languages. An apostrophe opens only at the start of a word. */
const QUOTED =
  /```[\s\S]*?```|`[^`]+`|"[^"]+"|“[^”]+”|«[^»]+»|„[^“”]+[“”]|‘[^’]+’(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])'[^']+'(?![\p{L}\p{N}])/gu

/** What opens and closes around a word and is none of it. */
const OPENING = /^[("¿¡[{]+(?=[\p{L}\p{N}$€£¥₹-])/u
const CLOSING = /(?<=\S)[)\]}"]+$/u
const SENTENCE_END = /(?<=\S)[.,;:!?…]+$/u
const HAS_BRACKETS = /.[([{]/u

const NUMBER = /^[-−+]?[$€£¥₹]?\d[\d,]*(?:\.\d+)?[%‰]?$/u
const PLAIN_WORD = /^[\p{L}\p{M}]+(?:[-’'][\p{L}\p{M}]+)*$/u
const CAPITAL_INSIDE = /\p{Ll}\p{Lu}/u
const HAS_SIGNS = /[\p{L}\p{N}\p{S}]|[*/\\&%#@!=|^~-]/u

/** Splits a question into its tokens, before any of them is taken for another. */
export function splitTokens(question: string): readonly Token[] {
  const text = question.normalize('NFKC').replaceAll('’', "'")
  const tokens: Token[] = []
  let end = 0
  let startsSentence = true
  const addWords = (part: string): void => {
    for (const raw of part.split(/\s+/u)) {
      if (raw === '') continue
      tokens.push(...tokensOf(raw, startsSentence))
      startsSentence = /[.!?:]$/u.test(raw)
    }
  }
  for (const quoted of text.matchAll(QUOTED)) {
    addWords(text.slice(end, quoted.index))
    tokens.push({
      kind: 'quotation',
      text: quoted[0].replace(/^(?:```|.)|(?:```|.)$/gsu, '').trim(),
      spelling: 'plain',
    })
    end = quoted.index + quoted[0].length
    startsSentence = false
  }
  addWords(text.slice(end))
  return tokens
}

function tokensOf(raw: string, startsSentence: boolean): readonly Token[] {
  const written = bare(raw)
  if (!HAS_SIGNS.test(written)) return []
  if (NUMBER.test(written)) return [{ kind: 'number', text: numberText(written), spelling: 'plain' }]
  if (!PLAIN_WORD.test(written) || CAPITAL_INSIDE.test(written)) {
    const ordinal = ORDINALS.get(written.toLowerCase())
    if (ordinal !== undefined) return [{ kind: 'number', text: ordinal, spelling: 'plain' }]
    return [{ kind: 'code', text: written, spelling: 'plain' }]
  }
  return spelledOut(written).map((word, index) => wordToken(word, startsSentence && index === 0))
}

/** A word without the punctuation around it; code keeps the brackets that belong to it. */
function bare(raw: string): string {
  const word = raw.replace(SENTENCE_END, '').replace(OPENING, '')
  return HAS_BRACKETS.test(word) ? word : word.replace(CLOSING, '').replace(SENTENCE_END, '')
}

/** Two spellings of one number become one; what cannot be told, such as `1,5`, stays as it is written. */
function numberText(written: string): string {
  const plain = written.replace('−', '-').replace(/^\+/u, '')
  return /^-?[$€£¥₹]?\d{1,3}(?:,\d{3})+(?:\.\d+)?[%‰]?$/u.test(plain) ? plain.replaceAll(',', '') : plain
}

function wordToken(word: string, startsSentence: boolean): Token {
  const lower = word.toLowerCase()
  const number = numberWord(lower)
  if (number !== undefined) return { kind: 'number', text: number, spelling: 'plain' }
  if (word.length > 1 && word === word.toUpperCase() && word !== lower) {
    // WHO asks nothing, and IT is no pronoun.
    return { kind: 'word', text: isSmallWord(lower) ? word : lower, spelling: 'acronym' }
  }
  const isName = word !== lower && !startsSentence && lower !== 'i'
  return { kind: 'word', text: lower, spelling: isName ? 'name' : 'plain' }
}

/** Words that an acronym must not be taken for. */
function isSmallWord(lower: string): boolean {
  return wordClass(lower) !== undefined || COMMON_WORDS.has(lower)
}

const COMMON_WORDS: ReadonlySet<string> = new Set(
  'or and so am as aids ram pin led sim go mac arm cat pet care step swift rest soap gap nice spa sap art add'.split(
    ' ',
  ),
)

/** Words that are written as one. */
const WHOLE: ReadonlyMap<string, readonly string[]> = new Map([
  ['cannot', ['can', 'not']],
  ["can't", ['can', 'not']],
  ['cant', ['can', 'not']],
  ["won't", ['will', 'not']],
  ['wont', ['will', 'not']],
  ["shan't", ['shall', 'not']],
  ['dont', ['do', 'not']],
  ['doesnt', ['does', 'not']],
  ['didnt', ['did', 'not']],
  ['isnt', ['is', 'not']],
  ['arent', ['are', 'not']],
  ['wasnt', ['was', 'not']],
  ['whats', ['what', 'is']],
])

const SHORT_ENDS: Readonly<Record<string, string>> = { re: 'are', ll: 'will', ve: 'have', m: 'am', d: 'would' }

/** `doesn't` as `does not`; `France's` as `France of`, which `of` in the other order is compared with. */
function spelledOut(written: string): readonly string[] {
  const lower = written.toLowerCase()
  const whole = WHOLE.get(lower)
  if (whole !== undefined) return whole
  if (lower.endsWith("n't")) return [written.slice(0, -3), 'not']
  const [, stem, end] = /^(.+)'(\p{L}{1,2})$/u.exec(written) ?? []
  if (stem === undefined || end === undefined) return [written]
  if (end.toLowerCase() === 's') return ASKING.has(stem.toLowerCase()) ? [stem, 'is'] : [stem, "'s"]
  const long = SHORT_ENDS[end.toLowerCase()]
  return long === undefined ? [written] : [stem, long]
}

const ASKING: ReadonlySet<string> = new Set([
  'what',
  'who',
  'where',
  'when',
  'how',
  'why',
  'which',
  'it',
  'that',
  'there',
  'here',
  'he',
  'she',
  'this',
  'let',
])
