import { type NameTest, compilePattern } from './name-pattern.ts'

/** What follows a name when it is another generation: `-5` after `claude-sonnet-5`, `.9` after `gpt-5`. */
const NEXT_GENERATION = /^[-.]\d{1,2}(?!\d)/

/** What looks the same but dates a snapshot: `-05-06` after `gemini-2.5-pro-preview`. */
const SHORT_DATE = /^-(?:0[1-9]|1[0-2])-(?:[0-3]\d|20\d{2})(?!\d)/

/**
 * A name test that refuses new generations. A catalogue's `claude-sonnet-5*` is meant for the snapshots of that model, but
 * was written before `claude-sonnet-5-5` was: taking its price for the new model's would be a wrong price, which is worse than
 * none.
 */
export function generationTest(pattern: string): NameTest {
  const test = compilePattern(pattern)
  const literal = pattern
    .toLowerCase()
    .split('*')
    .reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '')
  return (name) => {
    if (!test(name)) return false
    const rest = name.slice(name.indexOf(literal) + literal.length)
    return !NEXT_GENERATION.test(rest) || SHORT_DATE.test(rest)
  }
}
