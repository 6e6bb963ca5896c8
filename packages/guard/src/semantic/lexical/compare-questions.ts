/**
 * Lexical guard: whether two questions that an encoder finds alike ask the same, by their words.
 *
 * Encoders put "turn on" and "turn off", or 100 and 1000, nearer to each other than most paraphrases, so that no threshold tells
 * them apart. The guard believes no similarity: two questions are the same when they are the same words in the same order,
 * but for words that say nothing and for synonyms that are listed.
 */
import type { Token } from './token.ts'
import { readQuestion } from './read-question.ts'
import { areOpposites } from './words/antonyms.ts'
import type { SynonymTable } from './words/synonyms.ts'
import { type WordClass, wordClass } from './words/word-classes.ts'

/** In what two questions differ. */
export type Difference =
  | 'number'
  | 'unit'
  | 'negation'
  | 'antonym'
  | 'time'
  | 'quantity'
  | 'direction'
  | 'entity'
  | 'code'
  | 'quotation'
  | 'order'
  | 'words'

/**
 * - `same`: the words ask the same.
 * - `differs`: they ask something else, whatever a judge says.
 * - `unsure`: a word of one is not found in the other; a judge may find that they mean the same, and without one they do not.
 */
export type Comparison =
  | { readonly verdict: 'same' }
  | { readonly verdict: 'differs' | 'unsure'; readonly because: Difference }

/** Compares what is asked with a question that was answered before. */
export function compareQuestions(asked: string, known: string, synonyms: SynonymTable): Comparison {
  const [one, other] = [readQuestion(asked, synonyms), readQuestion(known, synonyms)]
  const literal = LITERALS.find(([kind]) => !isSameList(textsOf(one, kind), textsOf(other, kind)))
  if (literal !== undefined) return { verdict: 'differs', because: literal[1] }
  const here = without(one, other)
  const there = without(other, one)
  const hard = hardDifference(here, there)
  if (hard !== undefined) return { verdict: 'differs', because: hard }
  if (here.length > 0 || there.length > 0 || one.length === 0) return { verdict: 'unsure', because: 'words' }
  if (isSameList(one.map(textOf), other.map(textOf))) {
    const hasNames = one.some(
      (token, index) => isNameBesideWord(token, other[index], known) || isNameBesideWord(other[index], token, asked),
    )
    return hasNames ? { verdict: 'unsure', because: 'entity' } : { verdict: 'same' }
  }
  return { verdict: one.some(isOrdered) ? 'differs' : 'unsure', because: 'order' }
}

/** Tokens that count as they are written, and in their order. */
const LITERALS: readonly (readonly [Token['kind'], Difference])[] = [
  ['quotation', 'quotation'],
  ['code', 'code'],
  ['number', 'number'],
]

/** Classes whose words are never said without meaning them. */
const HARD_CLASSES: ReadonlySet<WordClass | undefined> = new Set<WordClass>(['negation', 'unit', 'time', 'quantity'])

function hardDifference(here: readonly Token[], there: readonly Token[]): Difference | undefined {
  if (here.some((one) => there.some((other) => areOpposites(one.text, other.text)))) return 'antonym'
  const classes = [...here, ...there].map(({ text }) => wordClass(text))
  const hard = classes.find((each) => HARD_CLASSES.has(each))
  if (hard === 'negation' || hard === 'unit' || hard === 'time' || hard === 'quantity') return hard
  if ([here, there].every((words) => words.some(isDirection))) return 'direction'
  return [...here, ...there].some(isNamed) ? 'entity' : undefined
}

/** Whether the order of a question says who does what, what goes where, or what is not so. */
function isOrdered(token: Token): boolean {
  return isNamed(token) || token.kind !== 'word' || isDirection(token) || wordClass(token.text) === 'negation'
}

function isNamed({ spelling }: Token): boolean {
  return spelling !== 'plain'
}

/** `Apple` and `apple`, unless whoever wrote the one without a capital writes none at all. */
function isNameBesideWord(name: Token | undefined, word: Token | undefined, question: string): boolean {
  return name?.spelling === 'name' && word?.spelling === 'plain' && /\p{Lu}/u.test(question.replaceAll(/\bI\b/gu, ''))
}

function isDirection({ text }: Token): boolean {
  return wordClass(text) === 'direction'
}

function textsOf(tokens: readonly Token[], kind: Token['kind']): readonly string[] {
  return tokens.filter((token) => token.kind === kind).map(textOf)
}

function textOf({ text }: Token): string {
  return text
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index])
}

/** The tokens that are left when each of the others has taken its like away. */
function without(tokens: readonly Token[], others: readonly Token[]): readonly Token[] {
  const taken = others.map(textOf)
  return tokens.filter(({ text }) => {
    const at = taken.indexOf(text)
    if (at >= 0) taken.splice(at, 1)
    return at < 0
  })
}
