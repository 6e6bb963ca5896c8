import { csvRecords } from './csv-records.ts'
import { textLines } from './text-lines.ts'

/** A row of a file by the names of its columns or keys, before anybody says what it means. */
export type ImportRow = Readonly<Record<string, unknown>>

/** A row, or what is wrong with it, and where it stands. */
export type ReadRow = { readonly line: number } & (
  | { readonly row: ImportRow; readonly text?: string }
  | { readonly problem: string }
)

/**
 * The rows of a text in pieces: JSON lines, one JSON array, or CSV with a heading, told apart by the first character.
 */
export async function* readRows(chunks: AsyncIterable<string>): AsyncGenerator<ReadRow> {
  const iterator = chunks[Symbol.asyncIterator]()
  let head = ''
  while (head.trim() === '') {
    const next = await iterator.next()
    if (next.done === true) return
    head += next.value.replace(/^\uFEFF/, '')
  }
  const all = startingWith(head, iterator)
  const first = head.trimStart()[0]
  if (first === '[') yield* arrayRows(all)
  else if (first === '{') yield* lineRows(all)
  else yield* csvRows(all)
}

async function* startingWith(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield head
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

async function* lineRows(chunks: AsyncIterable<string>): AsyncGenerator<ReadRow> {
  for await (const { line, text } of textLines(chunks)) yield { line, text, ...parsed(text) }
}

async function* arrayRows(chunks: AsyncIterable<string>): AsyncGenerator<ReadRow> {
  const pieces: string[] = []
  for await (const chunk of chunks) pieces.push(chunk)
  const items = parsed(pieces.join(''), Array.isArray)
  if ('problem' in items) {
    yield { line: 1, ...items }
    return
  }
  for (const [index, item] of Object.entries(items.row)) {
    yield isRow(item) ? { line: Number(index) + 1, row: item } : { line: Number(index) + 1, problem: 'is no object' }
  }
}

async function* csvRows(chunks: AsyncIterable<string>): AsyncGenerator<ReadRow> {
  let names: readonly string[] | undefined
  for await (const { line, cells } of csvRecords(chunks)) {
    if (names === undefined) names = cells.map((name) => name.trim())
    else yield { line, row: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])) }
  }
}

function parsed(
  text: string,
  isExpected: (value: unknown) => boolean = isRow,
): { readonly row: ImportRow } | { readonly problem: string } {
  try {
    const value = JSON.parse(text) as ImportRow
    return isExpected(value) ? { row: value } : { problem: 'is no JSON object' }
  } catch (cause) {
    return { problem: `is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`.slice(0, 200) }
  }
}

function isRow(value: unknown): value is ImportRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
