import type { AttributeReader } from '../attribute-reader.ts'

/** Reads attributes that are all kept as texts, as the Collector's exporter for ClickHouse keeps them. */
export function textReader(attributes: Readonly<Record<string, string>>): AttributeReader {
  const text = (name: string): string | undefined => attributes[name] || undefined
  const number = (name: string): number | undefined => {
    const value = text(name)
    return value !== undefined && Number.isFinite(Number(value)) ? Number(value) : undefined
  }
  return {
    text,
    number,
    texts: (name) => textsIn(text(name)),
    flag: (name) => FLAGS.get(text(name) ?? ''),
    integer(name) {
      const value = text(name)
      return value !== undefined && /^-?\d+$/.test(value) ? BigInt(value) : undefined
    },
    count(name) {
      const value = number(name)
      return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined
    },
  }
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
])

/** A list is kept as JSON. */
function textsIn(value: string | undefined): readonly string[] {
  if (value === undefined) return []
  try {
    const list: unknown = JSON.parse(value)
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []
  } catch {
    return []
  }
}
