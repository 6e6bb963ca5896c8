import type { Tokenizer } from './load-tokenizer.ts'

/**
 * A run of letters, of white space, or of other signs that has no seam for the tokenizer to cut at. The time to merge one
 * grows with the square of its length: ten thousand equal letters take js-tiktoken five seconds.
 */
const LONG_RUN = /[\p{L}\p{M}]{100,}|\s{100,}|[^\p{L}\p{M}\s]{100,}/gu

/** Long runs are counted in pieces of this many UTF-16 units, which bounds their count from above. */
const PIECE_LENGTH = 32

/** Tokens of `text`, in a time that grows with its length only. Exact but for long runs, which are bounded from above. */
export function countTokens(text: string, tokenizer: Tokenizer): number {
  let tokens = 0
  let done = 0
  for (const { 0: run, index } of text.matchAll(LONG_RUN)) {
    tokens += tokenizer(text.slice(done, index))
    for (let at = 0; at < run.length; at += PIECE_LENGTH) tokens += tokenizer(run.slice(at, at + PIECE_LENGTH))
    done = index + run.length
  }
  return tokens + tokenizer(text.slice(done))
}
