import type { Statement } from './statement.ts'
import { StatementError } from './statement-error.ts'
import type { SavedFile, StatementSource } from './statement-source.ts'

/**
 * Reads one file of one source. Lines without a day that exists, or with counts that are none, would be compared with nothing
 * and vanish, so that a file with one is refused as a whole.
 *
 * @returns undefined for a file of somebody else
 * @throws StatementError naming the file, and what in it cannot be read
 */
export function readStatement(source: StatementSource, file: SavedFile): Statement | undefined {
  const statement = attempt(source, file)
  if (statement === undefined) return undefined
  const { days, lines } = statement
  const wrong = [...days, ...lines.map(({ day }) => day)].find((day) => !isDay(day))
  if (wrong !== undefined)
    throw new StatementError(`${file.name} has "${wrong}" for a day, expected one such as 2026-11-01`)
  for (const { day, tokens = 0, requests = 0 } of lines) {
    if (!Number.isFinite(tokens) || !Number.isFinite(requests)) {
      throw new StatementError(`${file.name} has a line of ${day} with counts that are no numbers`)
    }
  }
  return statement
}

function attempt(source: StatementSource, file: SavedFile): Statement | undefined {
  try {
    return source.read(file)
  } catch (cause) {
    throw new StatementError(`${file.name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}
