/** Eight words in a row are hardly ever the same by chance, and shorter than what chunks are made to overlap by. */
const WORDS_IN_A_ROW = 8
/** Beyond this much text the rest is left out, so that a call is not kept waiting. */
const MOST_CHARACTERS = 200_000

/**
 * How much of texts repeats what another of them, or an earlier part of the same, has already said: from 0 to 1 by characters.
 * Chunks that overlap at their ends, and documents that were stored twice under other names, are paid for twice.
 */
export function overlapOf(texts: Iterable<string>): number {
  const seen = new Set<string>()
  let [all, repeated] = [0, 0]
  for (const text of texts) {
    if (all > MOST_CHARACTERS) break
    const words = text
      .slice(0, MOST_CHARACTERS)
      .split(/\s+/)
      .filter((word) => word !== '')
    const isRepeated = repeatedWords(words, seen)
    for (const [index, word] of words.entries()) {
      all += word.length
      if (isRepeated[index] === true) repeated += word.length
    }
  }
  return all === 0 ? 0 : repeated / all
}

/** Marks the words that stand in a row which was seen before, and adds the rows of this text to what was seen. */
function repeatedWords(words: readonly string[], seen: Set<string>): readonly boolean[] {
  const isRepeated: boolean[] = words.map(() => false)
  for (let from = 0; from + WORDS_IN_A_ROW <= words.length; from += 1) {
    const row = words.slice(from, from + WORDS_IN_A_ROW).join(' ')
    if (seen.has(row)) isRepeated.fill(true, from, from + WORDS_IN_A_ROW)
    else seen.add(row)
  }
  return isRepeated
}
