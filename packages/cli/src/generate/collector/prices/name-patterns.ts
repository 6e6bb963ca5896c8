/**
 * Name patterns in a collector. A price file may name models by `claude-sonnet-4-5*`; OTTL cannot go through a list, so all
 * patterns of a provider become one regular expression that turns a name into the key of its pattern: the text between the
 * stars, and a star.
 */
export interface NamePattern {
  readonly literal: string
  /** Where the text stands; `numbered` is a prefix that a digit has to follow. */
  readonly kind: 'prefix' | 'suffix' | 'contains' | 'numbered'
  /** Whether a name that goes on with a number is another generation (`gpt-5.9` is no `gpt-5*`), as in catalogues. */
  readonly guardsGeneration: boolean
  /** Names with this word between dashes are not meant. */
  readonly without?: string | undefined
}

/** The key of a pattern in the table of names. */
export function patternKey({ literal }: NamePattern): string {
  return `${literal}*`
}

/**
 * Reads a pattern of a price file: a glob with one piece of text, or one of the forms of regular expressions by which
 * catalogues say "this prefix, but not speech" and "this prefix and a digit". Others are undefined: their models are found by
 * exact names only.
 */
export function readPattern(pattern: string, guardsGeneration: boolean): NamePattern | undefined {
  const lower = pattern.toLowerCase()
  const [, prefix, without] =
    /^\/\(\?=\^([^()*[\]|]+)\)\(\?=\^\(\?!\.\*-([[\w\]]+)\(\?:\$\|-\)\)\)\/$/.exec(lower) ?? []
  if (prefix !== undefined && without !== undefined) {
    const word = without.replaceAll(/\[(\w)\w\]/g, '$1')
    return { literal: unescaped(prefix), kind: 'prefix', guardsGeneration: false, without: word }
  }
  const [, numbered] = /^\/\^((?:[\w/=:@-]|\\\.)+)\\d\/$/.exec(lower) ?? []
  if (numbered !== undefined) return { literal: unescaped(numbered), kind: 'numbered', guardsGeneration: false }
  if (lower.startsWith('/') || lower.includes('|')) return undefined
  const [, before = '', literal, after = ''] = /^(\*?)([^*]+)(\*?)$/.exec(lower) ?? []
  if (literal === undefined || before + after === '') return undefined
  const kind = before === '' ? 'prefix' : after === '' ? 'suffix' : 'contains'
  return { literal, kind, guardsGeneration }
}

/** The name that a regular expression stands for when it means just one, such as `/^composer-2\.5\[fast=true\]$/`. */
export function literalExpression(pattern: string): string | undefined {
  const [, body] = /^\/\^(.+)\$\/$/.exec(pattern.toLowerCase()) ?? []
  return body !== undefined && /^(?:[\w/=:@-]|\\[.[\]])+$/.test(body) ? unescaped(body) : undefined
}

/** What a collector replaces a name by, and with what: the first pattern that matches gives the key. */
export function patternExpression(patterns: readonly NamePattern[]): { pattern: string; replacement: string } {
  const runs: { start: string; end: string; literals: string[] }[] = []
  const dead: string[] = []
  for (const { literal, kind, guardsGeneration, without } of patterns) {
    // An alternative without a group takes the names that are not meant, and makes a key that no model has.
    if (without !== undefined) dead.push(`${escaped(literal)}.*-${escaped(without)}(?:-.*)?`)
    const start = kind === 'prefix' || kind === 'numbered' ? '' : '.*?'
    const end = endOf(kind, guardsGeneration)
    const run = runs.at(-1)
    if (run !== undefined && run.start === start && run.end === end) run.literals.push(literal)
    else runs.push({ start, end, literals: [literal] })
  }
  const alternatives = runs.map(({ start, end, literals }) => `${start}(${literals.map(escaped).join('|')})${end}`)
  return {
    pattern: `^(?:${[...dead, ...alternatives].join('|')})$`,
    replacement: `${runs.map((_, index) => `\${${index + 1}}`).join('')}*`,
  }
}

function endOf(kind: NamePattern['kind'], guardsGeneration: boolean): string {
  if (kind === 'suffix') return `(?:${SNAPSHOT_SUFFIX}){0,3}`
  if (kind === 'numbered') return '\\d.*'
  return guardsGeneration ? SAME_GENERATION : '.*'
}

/** What names a snapshot or a revision of a model and leaves its price alone, as in `modelNames`. */
export const SNAPSHOT_SUFFIX: string =
  '(?:[-@](?:19|20)\\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])|[-@](?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])' +
  '|-(?:0[1-9]|1[0-2])-20\\d{2}|[-@](?:latest|default)|(?:-v\\d{1,2})?:\\d{1,2}|-00\\d)'

/** The end of a name that is no next generation: what `generationTest` refuses, in a language without look-ahead. */
const SAME_GENERATION = '(?:|[^-.].*|[-.](?:\\D.*|\\d{3}.*)?|-(?:0[1-9]|1[0-2])-(?:[0-3]\\d|20\\d{2})(?:\\D.*)?)'

export function escaped(literal: string): string {
  return literal.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}

function unescaped(expression: string): string {
  return expression.replaceAll(/\\(.)/g, '$1')
}
