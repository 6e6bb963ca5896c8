/** A text as a literal of ClickHouse's SQL, whatever is in it. */
export function sqlText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
