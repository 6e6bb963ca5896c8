/** A row as the database gives it, by the names of its columns. */
export type LedgerRow = Readonly<Record<string, unknown>>

/** Reads a row by the type that each column has. */
export interface RowReader {
  text(name: string): string | undefined
  texts(name: string): readonly string[]
  number(name: string): number | undefined
  /** A whole number, exact; 0 for what is missing. */
  integer(name: string): bigint
  /** A whole number that a double holds; 0 for what is missing. */
  count(name: string): number
  /** An id in lower-case hex digits. */
  hex(name: string, digits: number): string | undefined
}

export function rowReader(row: LedgerRow): RowReader {
  const integer = (name: string): bigint => {
    const value = row[name]
    return typeof value === 'bigint' || typeof value === 'number' ? BigInt(value) : 0n
  }
  return {
    text: (name) => textOf(row[name]),
    texts: (name) => {
      const value = row[name]
      return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
    },
    number: (name) => {
      const value = row[name]
      return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined
    },
    integer,
    count: (name) => Number(integer(name)),
    hex: (name, digits) => {
      const value = row[name]
      return typeof value === 'bigint' ? value.toString(16).padStart(digits, '0') : undefined
    },
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
