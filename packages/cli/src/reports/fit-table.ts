import type { Cell, Column } from './format-table.ts'

/** A table with titles in its first row, and what of it had to go. */
export interface FittedTable {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  /** The titles of the columns that are left out. */
  readonly dropped: readonly string[]
}

const GAP = 2
/** A name is told by so many characters in most cases. */
const LEAST_NAME = 16

/** Makes a table as narrow as a terminal: first names are shortened, then columns are left out from the right. */
export function fitTable(columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): FittedTable {
  const widths = columns.map((_, index) => Math.max(0, ...rows.map((row) => row[index]?.text.length ?? 0)))
  const excess = totalOf(widths) - width
  if (excess <= 0) return { columns, rows, dropped: [] }
  const [first = 0] = widths
  const name = Math.max(Math.min(first, LEAST_NAME), first - excess)
  const narrow = [name, ...widths.slice(1)]
  let kept = columns.length
  while (kept > 2 && totalOf(narrow.slice(0, kept)) > width) kept -= 1
  return {
    columns: columns.slice(0, kept),
    rows: rows.map((row) => row.slice(0, kept).map((cell, index) => (index === 0 ? shortened(cell, name) : cell))),
    dropped: (rows[0] ?? []).slice(kept).map(({ text }) => text),
  }
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(0, widths.length - 1)
}

function shortened(cell: Cell, width: number): Cell {
  return cell.text.length <= width ? cell : { ...cell, text: `${cell.text.slice(0, width - 1)}…` }
}
