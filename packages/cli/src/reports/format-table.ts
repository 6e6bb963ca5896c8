/** A cell that is coloured after it has been padded, so that colour codes do not count as width. */
export interface Cell {
  readonly text: string
  readonly style?: (text: string) => string
}

export interface Column {
  readonly align: 'left' | 'right'
}

/** Lines of a table whose columns are as wide as their widest cell, with two spaces between. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly Cell[])[]): readonly string[] {
  const widths = columns.map((_, index) => Math.max(0, ...rows.map((row) => row[index]?.text.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, index) => padded(cell, columns[index], widths[index]))
      .join('  ')
      .trimEnd(),
  )
}

function padded({ text, style = (plain) => plain }: Cell, column: Column | undefined, width = 0): string {
  const space = ' '.repeat(Math.max(0, width - text.length))
  return column?.align === 'right' ? space + style(text) : style(text) + space
}
