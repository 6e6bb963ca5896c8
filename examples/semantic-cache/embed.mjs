const DIMENSIONS = 256

/** A vector of the words of a text: enough for an example that needs no key and no model. */
export function embed(text) {
  const vector = Array.from({ length: DIMENSIONS }, () => 0)
  for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) vector[hash(word) % DIMENSIONS] += 1
  return vector
}

function hash(word) {
  let value = 7
  for (const character of word) value = (value * 31 + character.codePointAt(0)) % 1_000_003
  return value
}
