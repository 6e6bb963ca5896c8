/**
 * Name patterns: how a price says which models it is for. A pattern is an exact name, a glob (`gpt-4o*`, where `*` is any
 * text), or a regular expression between slashes. Case does not matter.
 */
export type NameTest = (name: string) => boolean

/** A test for names in lower case. Throws `TypeError` for a regular expression that is none. */
export function compilePattern(pattern: string): NameTest {
  const lower = pattern.toLowerCase()
  if (isExpression(pattern)) return expressionTest(pattern)
  if (!lower.includes('*')) return (name) => name === lower
  const pieces = lower.split('*')
  return (name) => globMatches(pieces, name)
}

/** Whether a pattern names one model and nothing else. */
export function isExactName(pattern: string): boolean {
  return !pattern.includes('*') && !isExpression(pattern)
}

function isExpression(pattern: string): boolean {
  return pattern.length > 2 && pattern.startsWith('/') && pattern.endsWith('/')
}

function expressionTest(pattern: string): NameTest {
  try {
    const expression = new RegExp(pattern.slice(1, -1), 'i')
    return (name) => expression.test(name)
  } catch (cause) {
    throw new TypeError(
      `A model pattern between slashes must be a regular expression, got ${JSON.stringify(pattern)}`,
      { cause },
    )
  }
}

/** Finds the pieces between stars from left to right, in linear time: names come from outside and may be made to hurt. */
function globMatches(pieces: readonly string[], name: string): boolean {
  const first = pieces[0] ?? ''
  const last = pieces.at(-1) ?? ''
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false
  let position = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, position)
    if (found === -1) return false
    position = found + piece.length
  }
  return position <= name.length - last.length
}
