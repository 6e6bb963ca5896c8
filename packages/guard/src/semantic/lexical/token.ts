/**
 * Token: a word, a number, or a span that is taken as it is written, of a question.
 *
 * - `word`: lower case, and the first of its synonyms.
 * - `number`: digits or a number word, in one spelling.
 * - `code`: whatever letters alone do not write, such as `user_id`, `C++`, an address or a path. Case counts.
 * - `quotation`: what stands in quotation marks or backticks. All of it counts.
 */
export interface Token {
  readonly kind: 'word' | 'number' | 'code' | 'quotation'
  readonly text: string
  /** Of a word: `name` where it has a capital that the sentence does not ask for, `acronym` where it has nothing else. */
  readonly spelling: 'plain' | 'name' | 'acronym'
}
