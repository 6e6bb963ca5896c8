const BEGIN = '<!-- metered: written by npm run docs:table -->'
const END = '<!-- /metered -->'

/**
 * A text with what stands between the marks of the table replaced.
 *
 * @throws Error when the marks are not there
 */
export function withTable(text: string, table: string): string {
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END)
  if (begin < 0 || end < begin) throw new Error(`expected a section from "${BEGIN}" to "${END}"`)
  return `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${text.slice(end)}`
}
