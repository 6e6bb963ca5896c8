import type { Attributes } from '../receiver/received-attributes.ts'

/** Reads attributes by the type that is expected of them; an attribute of another type counts as missing. */
export interface AttributeReader {
  text(name: string): string | undefined
  texts(name: string): readonly string[]
  flag(name: string): boolean | undefined
  /** A whole number of any size, exact. */
  integer(name: string): bigint | undefined
  /** A number that a double holds exactly: a count, an index, seconds. Not a number, and infinity, count as missing. */
  number(name: string): number | undefined
  /** A whole number of things; anything that is none counts as missing. */
  count(name: string): number | undefined
}

export function attributeReader(attributes: Attributes): AttributeReader {
  const number = (name: string): number | undefined => {
    const value = attributes.get(name)
    if (typeof value !== 'bigint' && typeof value !== 'number') return undefined
    return Number.isFinite(Number(value)) ? Number(value) : undefined
  }
  return {
    number,
    count(name) {
      const value = number(name)
      return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined
    },
    text(name) {
      const value = attributes.get(name)
      return typeof value === 'string' && value !== '' ? value : undefined
    },
    texts(name) {
      const value = attributes.get(name)
      return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
    },
    flag(name) {
      const value = attributes.get(name)
      return typeof value === 'boolean' ? value : undefined
    },
    integer(name) {
      const value = attributes.get(name)
      if (typeof value === 'bigint') return value
      return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : undefined
    },
  }
}
