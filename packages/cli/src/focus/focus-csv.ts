import { focusColumns } from './focus-columns.ts'
import type { FocusColumn, FocusRow, FocusVersion } from './focus-row.ts'

/** The first line of a file. */
export function focusHeading(version: FocusVersion): string {
  return `${focusColumns(version)
    .map(({ name }) => name)
    .join(',')}\r\n`
}

/** A row as a line of CSV (RFC 4180); null is an empty cell. */
export function focusLine(row: FocusRow, version: FocusVersion): string {
  return `${focusColumns(version)
    .map((column) => cellOf(column, row[column.name] ?? null))
    .join(',')}\r\n`
}

function cellOf({ type }: FocusColumn, value: string | null): string {
  if (value === null) return ''
  const text = type === 'string' ? harmless(value) : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Names come from applications, and spreadsheets calculate what begins like a formula: an apostrophe makes it text. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
