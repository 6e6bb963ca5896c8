/** Eight words in a row are hardly ever the same by chance, and shorter than what chunks are made to overlap by. */
const WORDS_IN_A_ROW = 8
/** The call waits for this: so much text is looked through in about a millisecond, and stands for what comes after it. */
const MOST_CHARACTERS = 20_000

/**
 * How much of texts repeats what another of them, or an earlier part of the same, has already said: from 0 to 1 by characters.
 * Chunks that overlap at their ends, and documents that were stored twice under other names, are paid for twice.
 */
export function overlapOf(texts: Iterable<string>): number {
  const numbers = new Map<string, number>()
  const seen = new Set<number>()
  let [left, all, repeated] = [MOST_CHARACTERS, 0, 0]
  for (const text of texts) {
    if (left <= 0) break
    const words = text.slice(0, left).match(/\S+/g) ?? []
    left -= text.length
    const isRepeated = repeatedWords(
      words.map((word) => numberOf(word, numbers)),
      seen,
    )
    for (const [index, word] of words.entries()) {
      all += word.length
      if (isRepeated[index] === true) repeated += word.length
    }
  }
  return all === 0 ? 0 : repeated / all
}

function numberOf(word: string, numbers: Map<string, number>): number {
  const known = numbers.get(word)
  if (known !== undefined) return known
  numbers.set(word, numbers.size)
  return numbers.size - 1
}

/** Marks the words that stand in a row which was seen before, and adds the rows of this text to what was seen. */
function repeatedWords(words: readonly number[], seen: Set<number>): readonly boolean[] {
  const isRepeated: boolean[] = words.map(() => false)
  for (let from = 0; from + WORDS_IN_A_ROW <= words.length; from += 1) {
    const row = hashOfRow(words, from)
    if (seen.has(row)) isRepeated.fill(true, from, from + WORDS_IN_A_ROW)
    else seen.add(row)
  }
  return isRepeated
}

/** 53 bits of two polynomials: texts of rows would take ten times as long, and two of some thousand rows never share one. */
function hashOfRow(words: readonly number[], from: number): number {
  let [one, other] = [0, 0]
  for (let index = from; index < from + WORDS_IN_A_ROW; index += 1) {
    const word = words[index] ?? 0
    one = (Math.imul(one, 0x01_00_01_93) + word) | 0
    other = (Math.imul(other, 0x9e_37_79_b1) + word) | 0
  }
  return (one >>> 0) * 2 ** 21 + (other >>> 11)
}
