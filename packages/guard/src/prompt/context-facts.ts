/**
 * Fact: something in a text that a shorter text must say word for word, because nobody can make it up again: numbers with their
 * units, quotations, addresses, code, identifiers, and names.
 */
export interface ContextFact {
  readonly text: string
  /** The sentence that says it, to be kept whole where a shorter text has lost the fact. */
  readonly sentence: string
}

/** Units that stand after a number and change what it says. */
const UNIT =
  '%|°[CF]?|[kMGT]?i?B|[kmcµn]?(?:m|g|l|s|V|W|A|Hz)|min|h|d|px|pt|mph|rpm|x|USD|EUR|GBP|JPY|CHF|CNY|INR|million|billion'

/** Facts by their form, the most particular first: what one has taken is not looked at by the next. */
const FORMS: readonly RegExp[] = [
  /```[\s\S]*?```|`[^`\n]+`/g,
  /https?:\/\/[^\s<>")\]]+|[\w.+-]+@[\w-]+\.[\w.-]*\w/g,
  /"[^"\n]{2,}"|“[^”\n]{2,}”|„[^“\n]{2,}“|«[^»\n]{2,}»|「[^」\n]{2,}」/g,
  // A number with its sign, currency and unit, and the month that stands after a day.
  new RegExp(
    `(?<![\\p{L}\\p{N}_.,])[-−+]?[$€£¥]?\\d(?:[\\d.,:/-]*\\d)?[\\p{L}\\p{N}]*(?:\\s?(?:${UNIT})(?![\\p{L}\\p{N}])|\\s\\p{Lu}\\p{Ll}+)?`,
    'gu',
  ),
  // Identifiers: with an underscore, a capital inside, or nothing but capitals.
  /(?<![\p{L}\p{N}_])[\p{L}\p{N}]*(?:_[\p{L}\p{N}_]+|\p{Ll}\p{Lu}[\p{L}\p{N}_]*|\p{Lu}{2}[\p{L}\p{N}_]*)/gu,
  // Names: capitals that do not begin a sentence.
  /(?<=[\p{L}\p{N},;:]\s)\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)*/gu,
]

/** The facts of a text, each once, in the order of their forms. */
export function contextFacts(text: string): readonly ContextFact[] {
  const facts = new Map<string, ContextFact>()
  const ends = [...text.matchAll(SENTENCE_END)].map((end) => end.index + end[0].length)
  let rest = text
  for (const form of FORMS) {
    for (const { 0: found, index } of rest.matchAll(form)) {
      const fact = found.trim()
      if (!facts.has(fact)) facts.set(fact, { text: fact, sentence: sentenceAt(text, ends, index) })
    }
    // Of the same length, so that places stay what they were.
    rest = rest.replace(form, (found) => ' '.repeat(found.length))
  }
  // What stands in the middle of something longer would be missed in any text, this one included.
  const said = normal(text)
  return [...facts.values()].filter((fact) => says(said, normal(fact.text)))
}

/** The facts that another text does not say. A number is not said by a longer one that has its digits. */
export function lostFacts(facts: readonly ContextFact[], text: string): readonly ContextFact[] {
  const said = normal(text)
  return facts.filter((fact) => !says(said, normal(fact.text)))
}

function says(text: string, fact: string): boolean {
  for (let at = text.indexOf(fact); at >= 0; at = text.indexOf(fact, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text.slice(at + fact.length)]
    const isCutFront = /[\p{L}\d]/u.test(fact[0] ?? '') && (/[\p{L}\d]/u.test(before) || isInNumber(text, at, fact))
    const isCutBack = /[\p{L}\d]/u.test(fact.at(-1) ?? '') && /^(?:[\p{L}\d]|[.,]\d)/u.test(after)
    if (!isCutFront && !isCutBack) return true
  }
  return false
}

/** `5` is not said by `1.5`. */
function isInNumber(text: string, at: number, fact: string): boolean {
  return /\d/.test(fact[0] ?? '') && /\d[.,]$/.test(text.slice(Math.max(0, at - 2), at))
}

function normal(text: string): string {
  return text.replace(/\s+/g, ' ')
}

/** @param ends where the sentences of the text end, which are found once: a long text has thousands of facts */
function sentenceAt(text: string, ends: readonly number[], index: number): string {
  const begin = ends.findLast((end) => end <= index) ?? 0
  return text
    .slice(
      begin,
      ends.find((end) => end > index),
    )
    .trim()
}

const SENTENCE_END = /[.!?。！？](?=\s|$)|\n{2,}|[。！？]/g
