import type { MatchLogic } from '@pydantic/genai-prices'

/** The name patterns of a price file for genai-prices' match logic; see `ModelPrices.names`. */
export function namesOf(match: MatchLogic): readonly string[] {
  if ('or' in match) return [...new Set(match.or.flatMap(namesOf))]
  if ('equals' in match) return [exact(match.equals)]
  if ('starts_with' in match) return [`${exact(match.starts_with)}*`]
  if ('ends_with' in match) return [`*${exact(match.ends_with)}`]
  if ('contains' in match) return [`*${exact(match.contains)}*`]
  if ('regex' in match) return [`/${match.regex}/`]
  if ('and' in match) return [`/${match.and.map((part) => `(?=${expressionOf(part)})`).join('')}/`]
  throw new Error(`genai-prices has a match logic that is not known here: ${JSON.stringify(match)}`)
}

/** Names are compared in lower case, and a star in a name would be taken for a pattern. */
function exact(name: string): string {
  if (name.includes('*')) throw new Error(`genai-prices has a model name with a star: ${name}`)
  return name.toLowerCase()
}

function expressionOf(match: MatchLogic): string {
  if ('starts_with' in match) return `^${exact(match.starts_with).replaceAll('.', '\\.')}`
  if ('regex' in match) return match.regex
  throw new Error(`genai-prices combines a match logic by "and" that is not known here: ${JSON.stringify(match)}`)
}
