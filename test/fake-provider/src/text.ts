/** Text without a model: about four characters a token, and always the same answer to the same question. */

const WORDS =
  'the cost of a call is known when the last token has been read so a meter that waits for it and then adds what the provider reports will agree with the invoice'.split(
    ' ',
  )

/** How many tokens a text counts here: one for every four characters begun. */
export function tokensIn(text: string): number {
  return Math.ceil(text.length / 4)
}

/** A plausible answer, derived from the prompt alone. */
export function answerTo(prompt: string): string {
  const seed = hash(prompt)
  const words = Array.from({ length: 12 + (seed % 24) }, (_, index) => WORDS[(seed + index) % WORDS.length])
  const text = words.join(' ')
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
}

/** Cuts a text into pieces of nearly equal length; by default one a token. */
export function pieces(text: string, count: number = tokensIn(text)): readonly string[] {
  const points = /[\uD800-\uDFFF]/.test(text) ? Array.from(text) : undefined
  const length = points?.length ?? text.length
  const parts = Math.max(1, count)
  return Array.from({ length: parts }, (_, index) => {
    const from = Math.floor((length * index) / parts)
    const to = Math.floor((length * (index + 1)) / parts)
    return points?.slice(from, to).join('') ?? text.slice(from, to)
  })
}

/** A small stable number for a text (FNV-1a). */
export function hash(text: string): number {
  let state = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  return state
}
