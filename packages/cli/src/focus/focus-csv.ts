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
  return csvLine(focusColumns(version).map((column) => valueOf(column, row[column.name] ?? null)))
}

/** Cells as a line of CSV (RFC 4180); null is an empty cell. */
export function csvLine(cells: readonly (string | null)[]): string {
  const quoted = cells.map((text) =>
    text !== null && /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : (text ?? ''),
  )
  return `${quoted.join(',')}\r\n`
}

function valueOf({ type }: FocusColumn, value: string | null): string | null {
  return value !== null && type === 'string' ? harmless(value) : value
}

/** Names come from applications, and spreadsheets calculate what begins like a formula: an apostrophe makes it text. */
export function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
