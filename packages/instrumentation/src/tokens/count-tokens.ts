import type { Tokenizer } from './load-tokenizer.ts'
import { quickTokens } from './quick-tokens.ts'
import { spreadOrder } from './spread-order.ts'
import { textSlices } from './text-slices.ts'

/**
 * A run of letters, of white space, of line ends and slashes, or of other signs that has no seam for the tokenizer to cut
 * at: the patterns of both vocabularies take one for a single word. The time to merge a word grows with the square of its
 * length: ten thousand equal letters take js-tiktoken five seconds.
 */
const LONG_RUN = /[\p{L}\p{M}]{100,}|\s{100,}|[\r\n/]{100,}|[^\p{L}\s]{100,}/gu

/** Long runs are counted in pieces of this many UTF-16 units. */
const PIECE_LENGTH = 96

/** Merging may go on across a seam to a worse end: a property test has found up to one token more for each. */
const TOKENS_PER_SEAM = 1

/**
 * Tokens of `text`, in a time that grows with its length only. Exact but for long runs, which are bounded from above.
 *
 * When `isOver` says that there is no more time, the rest is taken to be like what has been counted, which is spread over the
 * whole text.
 */
export function countTokens(text: string, tokenizer: Tokenizer, isOver: () => boolean = () => false): number {
  const slices = textSlices(text)
  let tokens = 0
  let counted = 0
  for (const index of spreadOrder(slices.length)) {
    const slice = slices[index]
    if (slice === undefined || isOver()) break
    tokens += tokensOfSlice(slice.text, tokenizer) + (slice.cutsWord ? TOKENS_PER_SEAM : 0)
    counted += slice.text.length
  }
  if (counted === text.length) return tokens
  return counted === 0 ? quickTokens(text) : Math.ceil((tokens * text.length) / counted)
}

function tokensOfSlice(text: string, tokenizer: Tokenizer): number {
  let tokens = 0
  let done = 0
  for (const { 0: run, index } of text.matchAll(LONG_RUN)) {
    tokens += tokenizer(text.slice(done, index))
    for (let at = 0; at < run.length; at += PIECE_LENGTH) {
      tokens += tokenizer(run.slice(at, at + PIECE_LENGTH)) + TOKENS_PER_SEAM
    }
    done = index + run.length
  }
  return tokens + tokenizer(text.slice(done))
}
