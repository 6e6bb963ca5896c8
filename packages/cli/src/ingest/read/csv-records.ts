import { IngestError } from '../ingest-error.ts'

/** Where a record of a CSV file begins, and its cells. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

/** A quote that is never closed would take all of a file into one cell. */
const MAX_RECORD_CHARS = 32 * 1024 * 1024

/** The records of a CSV text (RFC 4180) that comes in pieces. A cell in quotes may hold commas, line ends, and a quote as two. */
export async function* csvRecords(chunks: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  let rest = ''
  let line = 1
  for await (const chunk of chunks) {
    rest += chunk
    let start = 0
    for (let end = recordEnd(rest, start); end >= 0; end = recordEnd(rest, start)) {
      const text = rest.slice(start, end)
      if (text.trim() !== '') yield { line, cells: cellsOf(text) }
      line += countOf(text, '\n') + 1
      start = end + 1
    }
    rest = rest.slice(start)
    if (rest.length > MAX_RECORD_CHARS) throw new IngestError(`line ${line} does not end, a quote may be missing`)
  }
  if (rest.trim() !== '') yield { line, cells: cellsOf(rest) }
}

/** Where the line end after a record is: the first outside of quotes; -1 while it has not come. */
function recordEnd(text: string, start: number): number {
  let end = text.indexOf('\n', start)
  while (end >= 0 && countOf(text.slice(start, end), '"') % 2 === 1) end = text.indexOf('\n', end + 1)
  return end
}

function countOf(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count += 1
  return count
}

const CELL = /(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)/y

function cellsOf(record: string): readonly string[] {
  const text = record.endsWith('\r') ? record.slice(0, -1) : record
  if (!text.includes('"')) return text.split(',')
  const cells: string[] = []
  CELL.lastIndex = 0
  while (CELL.lastIndex <= text.length) {
    const match = CELL.exec(text)
    // What does not fit the grammar, such as a quote within a bare cell, is taken as it stands.
    if (match === null) return text.split(',')
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (!match[0].endsWith(',')) break
  }
  return cells
}
