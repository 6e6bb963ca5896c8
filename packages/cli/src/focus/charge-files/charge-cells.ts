import type { FocusRow } from '../focus-row.ts'

/** A cell of a row; null where it has none. */
export function cell(row: FocusRow, name: string): string | null {
  return row[name] ?? null
}

/** Who caused a charge, by name. */
export function tagsOf(row: FocusRow): Readonly<Record<string, string>> {
  return JSON.parse(cell(row, 'Tags') ?? '{}') as Record<string, string>
}

/** The UTC day of a charge, as `2026-11-22`. */
export function dayOf(row: FocusRow): string {
  return (cell(row, 'ChargePeriodStart') ?? '').slice(0, 10)
}
