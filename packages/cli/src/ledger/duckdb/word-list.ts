/**
 * A word list: each different text of a batch once. Rows refer to it by number, because to hand a text to the database takes
 * longer than all else that is done with it, and most texts of calls (models, features, users) are the same again and again.
 */
export interface WordList {
  /** The number of a text, counted from 1; 0 stands for none. */
  numberOf(text: string | null): number
  words(): readonly string[]
}

export function createWordList(): WordList {
  const numbers = new Map<string, number>()
  return {
    numberOf(text) {
      if (text === null) return 0
      const known = numbers.get(text)
      if (known !== undefined) return known
      numbers.set(text, numbers.size + 1)
      return numbers.size
    },
    words: () => [...numbers.keys()],
  }
}
