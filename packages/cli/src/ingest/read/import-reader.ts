import type { ImportRow } from './read-rows.ts'

/**
 * Reads a row whose columns have different names in different versions of a tool: the first that is there counts. CSV has
 * only text, in which numbers and JSON are read. Bad values throw a `TypeError` that names the column and the value.
 */
export interface ImportReader {
  text(...names: readonly string[]): string | undefined
  /** A number that is not negative. */
  number(...names: readonly string[]): number | undefined
  /** As the number was written, for amounts. */
  amount(...names: readonly string[]): string | undefined
  /** Milliseconds since 1970; a time without a zone is UTC, seconds and milliseconds are told apart by their size. */
  millis(...names: readonly string[]): number | undefined
  /** An object, or JSON of one. */
  object(...names: readonly string[]): ImportRow
}

export function importReader(row: ImportRow): ImportReader {
  const text = (...names: readonly string[]): string | undefined => {
    const { value } = first(row, names)
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined
  }
  const number = (...names: readonly string[]): number | undefined => {
    const { name, value } = first(row, names)
    if (value === undefined) return undefined
    const read = typeof value === 'string' ? Number(value.replaceAll(',', '')) : Number(value)
    if (Number.isFinite(read) && read >= 0) return read
    throw new TypeError(`${name} is ${JSON.stringify(value)}, expected a number that is not negative`)
  }
  return {
    text,
    number,
    amount: (...names) => (number(...names) === undefined ? undefined : text(...names)?.replaceAll(',', '')),
    millis(...names) {
      const { name, value } = first(row, names)
      return value === undefined ? undefined : millisOf(name, value)
    },
    object(...names) {
      const { value } = first(row, names)
      return objectOf(value) ?? {}
    },
  }
}

function first(row: ImportRow, names: readonly string[]): { readonly name: string; readonly value: unknown } {
  for (const name of names) {
    const value = Object.hasOwn(row, name) ? row[name] : undefined
    if (value !== undefined && value !== null && value !== '') return { name, value }
  }
  return { name: names[0] ?? '', value: undefined }
}

/** In 2001 a thousand million seconds had passed since 1970: what is beyond a hundred times that is milliseconds. */
const MOST_SECONDS = 100_000_000_000

function millisOf(name: string, value: unknown): number {
  const written = String(value)
  const number = Number(written)
  if (Number.isFinite(number) && number > 0) return number < MOST_SECONDS ? number * 1000 : number
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(written)
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(written)
  const millis = Date.parse(hasZone || isDay ? written : `${written.replace(' ', 'T')}Z`)
  if (Number.isFinite(millis)) return millis
  throw new TypeError(`${name} is ${JSON.stringify(value)}, expected a time`)
}

function objectOf(value: unknown): ImportRow | undefined {
  if (typeof value === 'object' && value !== null) return value as ImportRow
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return undefined
  try {
    return JSON.parse(value) as ImportRow
  } catch {
    // Text that only looks like JSON says nothing of what is looked for in it.
    return undefined
  }
}
