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

/** The first of several attributes that a span has. */
export function firstOf(...names: readonly string[]): string {
  return names.length === 1 ? attribute(names[0] ?? '') : `Coalesce([${names.map(attribute).join(', ')}])`
}

function when(condition: string | undefined): string {
  return condition === undefined ? '' : ` where ${condition}`
}
