import type { FocusRow } from '@costspan/cli'

/** Reads CSV by RFC 4180, one character after the other; an empty cell that is not quoted is null. */
export function csvRows(csv: string): readonly FocusRow[] {
  const [names = [], ...rows] = cellsOf(csv)
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name ?? '', row[index] ?? null])))
}

function cellsOf(csv: string): readonly (readonly (string | null)[])[] {
  const rows: (string | null)[][] = []
  let row: (string | null)[] = []
  for (let at = 0; at < csv.length;) {
    const quoted = csv[at] === '"'
    let text = ''
    if (quoted) {
      for (at++; csv[at] !== '"' || csv[at + 1] === '"'; at++) {
        if (csv[at] === '"') at++
        text += csv[at]
      }
      at++
    } else {
      for (; csv[at] !== ',' && csv[at] !== '\r'; at++) text += csv[at]
    }
    row.push(text === '' && !quoted ? null : text)
    if (csv[at] === '\r') {
      rows.push(row)
      row = []
      at += 2
    } else at++
  }
  return rows
}
