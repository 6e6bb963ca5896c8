/**
 * OTTL, the language in which a collector transforms spans: a statement calls one function and may have a condition. What is
 * written here goes through the collector's configuration, which expands `$`, so each is doubled.
 */

/** A text literal. */
export function text(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('$', '$$$$')}"`
}

export function attribute(name: string): string {
  return `span.attributes["${name}"]`
}

/** A variable: it lives as long as the statements of one group work on one span. */
export function variable(name: string): string {
  return `span.cache["${name}"]`
}

export function set(target: string, value: string, where?: string): string {
  return `set(${target}, ${value})${when(where)}`
}

/** Replaces what a regular expression (RE2) finds; `replacement` may name its groups as `${1}`. */
export function replacePattern(target: string, pattern: string, replacement: string, where?: string): string {
  return `replace_pattern(${target}, ${text(pattern)}, ${text(replacement)})${when(where)}`
}

export function concat(...parts: readonly string[]): string {
  return `Concat([${parts.join(', ')}], "")`
}

/** A map from texts to what is written as OTTL already. Without spaces, because some have thousands of entries. */
export function mapOf(entries: Iterable<readonly [key: string, value: string]>): string {
  return `{${[...entries].map(([key, value]) => `${text(key)}:${value}`).join(',')}}`
}

/**
 * The value of a map under some keys; where there is none, the statement fails and does nothing. OTTL has no index on a map that
 * is written down, but on what a function returns, and `Coalesce` returns the very map that was made when the statement was
 * read: nothing is copied, and a lookup among thousands of names takes about a microsecond.
 */
export function lookUp(map: string, ...keys: readonly string[]): string {
  return `Coalesce([${map}])${keys.map((key) => `[${key}]`).join('')}`
}

/** The first of several attributes that a span has. */
export function firstOf(...names: readonly string[]): string {
  return names.length === 1 ? attribute(names[0] ?? '') : `Coalesce([${names.map(attribute).join(', ')}])`
}

function when(condition: string | undefined): string {
  return condition === undefined ? '' : ` where ${condition}`
}
