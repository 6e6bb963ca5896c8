import { splitTokens } from './split-tokens.ts'
import type { Token } from './token.ts'
import {
  ABOUT_WORDS,
  AFTER_OPENING,
  EMPTY_WORDS,
  GREETING,
  NO_STEPS,
  QUESTION_FRAMES,
  QUESTION_OPENINGS,
  WHOSE,
} from './words/frames.ts'
import type { SynonymTable } from './words/synonyms.ts'

/** What a question asks, in the words that are compared: two of the same sequence ask the same. */
export function readQuestion(question: string, synonyms: SynonymTable): readonly Token[] {
  const split = belongingLast(splitTokens(placeLast(question.replace(GREETING, ''))))
  if (split.some(({ text }) => ABOUT_WORDS.has(text))) return asStatement(replacePhrases(split, BE_ONLY))
  const written = replacePhrases(
    replacePhrases(split, QUESTION_FRAMES, NO_STEPS),
    synonyms.map(([phrase, stands]) => [phrase, [stands]]),
  )
  const plain = asStatement(withoutOpening(withoutPlease(written)))
  return plain.filter(({ kind, text, spelling }) => kind !== 'word' || spelling !== 'plain' || !EMPTY_WORDS.has(text))
}

/** A question about words loses none of them. */
const BE_ONLY: Phrases = ['is', 'are', 'am'].map((word) => [[word], ['be']] as const)

/** `In Python, how do I read a file?` as `how do I read a file in Python`. */
function placeLast(question: string): string {
  const [, place, comma, rest] =
    /^((?:in|on|at|for|with|using|under)\s[^,.;:!?"'`]{1,40})(,\s+)([^.!?]+)[.!?]?$/isu.exec(question.trim()) ?? []
  if (place === undefined || rest === undefined || comma === undefined) return question
  return `${rest.trim()} ${place.charAt(0).toLowerCase()}${place.slice(1)}`
}

/** `France's capital` as `the capital of France`. */
function belongingLast(tokens: readonly Token[]): readonly Token[] {
  const found = [...tokens]
  for (let at = 1; at < found.length - 1; at++) {
    const [owner, mark, owned] = [found[at - 1], found[at], found[at + 1]]
    if (mark?.text !== "'s" || owner === undefined || owned === undefined) continue
    found.splice(at - 1, 3, wordOf('the'), owned, wordOf('of'), owner)
    at += 1
  }
  return found
}

function wordOf(text: string): Token {
  return { kind: 'word', text, spelling: 'plain' }
}

function withoutPlease(tokens: readonly Token[]): readonly Token[] {
  return tokens.length > 1 && tokens[0]?.text === 'please' ? tokens.slice(1) : tokens
}

function withoutOpening(tokens: readonly Token[]): readonly Token[] {
  const opening = QUESTION_OPENINGS.find(
    (phrase) => startsWith(tokens, 0, phrase) && AFTER_OPENING.has(tokens[phrase.length]?.text ?? ''),
  )
  return opening === undefined ? tokens : tokens.slice(opening.length)
}

/**
 * `what the capital is` as `what is the capital`, and that as `the capital`, which may be asked for just so. `what is love` stays: a
 * word alone may be anything.
 */
function asStatement(tokens: readonly Token[]): readonly Token[] {
  const [what, be, ...rest] = tokens
  if (what?.text !== 'what' || be === undefined) return tokens
  const last = tokens.at(-1)
  if (be.text !== 'be' && last?.text === 'be') return asStatement([what, last, ...tokens.slice(1, -1)])
  return be.text === 'be' && WHOSE.includes(rest[0]?.text ?? '') ? rest : tokens
}

type Phrases = readonly (readonly [phrase: readonly string[], stands: readonly string[]])[]

/** @param unlessBefore words before which a phrase stays as it is */
function replacePhrases(
  tokens: readonly Token[],
  phrases: Phrases,
  unlessBefore: ReadonlySet<string> = new Set(),
): readonly Token[] {
  const replaced: Token[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (token === undefined) break
    const found = phrases.find(
      ([phrase]) => startsWith(tokens, at, phrase) && !unlessBefore.has(tokens[at + phrase.length]?.text ?? ''),
    )
    if (found === undefined) {
      replaced.push(token)
      continue
    }
    const [phrase, stands] = found
    const spelling = phrase.length === 1 ? token.spelling : 'plain'
    replaced.push(...stands.map((text): Token => ({ kind: 'word', text, spelling })))
    at += phrase.length - 1
  }
  return replaced
}

function startsWith(tokens: readonly Token[], at: number, phrase: readonly string[]): boolean {
  return phrase.every((word, index) => {
    const token = tokens[at + index]
    return token?.kind === 'word' && token.text === word
  })
}
