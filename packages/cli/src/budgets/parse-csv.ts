/** The rows of a CSV text (RFC 4180) by the names in its first line, in lower case. */
export function parseCsv(text: string): readonly Readonly<Record<string, string>>[] {
  const [heading, ...rows] = cells(text)
  const names = (heading ?? []).map((name) => name.trim().toLowerCase())
  return rows
    .filter((row) => row.some((cell) => cell !== ''))
    .map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])))
}

/** A cell in quotes may hold commas and line ends, and a quote as two. */
function cells(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '')
    if (end === '') break
    if (end !== ',') rows.push([])
  }
  return rows
}
