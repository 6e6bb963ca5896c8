/** The words for what the API calls by a name. */
export const BY_WORDS = {
  feature: 'Feature',
  team: 'Team',
  user: 'User',
  tier: 'Tier',
  model: 'Model',
  tokenClass: 'Token class',
} as const

/** What is paid for in a call. */
export const PART_WORDS: Readonly<Record<string, string>> = {
  input: 'Input',
  cacheRead: 'Cache reads',
  cacheWrite: 'Cache writes',
  cacheWrite1h: 'Cache writes, 1 h',
  output: 'Output',
  reasoning: 'Reasoning',
  audio: 'Audio',
  image: 'Images',
  tool: 'Tools',
  request: 'Requests',
}

/** Where spend is shown that nobody is known to have caused. */
export const UNATTRIBUTED = 'unattributed'

export function nameOf(by: string, name: string | undefined): string {
  if (name === undefined) return UNATTRIBUTED
  return by === 'tokenClass' ? (PART_WORDS[name] ?? name) : name
}
