import { readFileSync } from 'node:fs'
import { mergeStatements } from './merge-statements.ts'
import { readStatement } from './read-statement.ts'
import type { Statement } from './statement.ts'
import { StatementError } from './statement-error.ts'
import { STATEMENT_SOURCES } from './statement-sources.ts'

/** Reads saved statements, those of one provider as one. Throws a `StatementError` for a file that nobody knows. */
export function readStatements(paths: readonly string[]): readonly Statement[] {
  return mergeStatements(paths.map(statementOf))
}

/** Whose a statement is, its contents tell. */
function statementOf(path: string): Statement {
  const text = textOf(path)
  const file = { name: path, text, json: parsed(text) }
  for (const source of STATEMENT_SOURCES) {
    const statement = readStatement(source, file)
    if (statement !== undefined) return statement
  }
  throw new StatementError(
    `${path} is no statement that is known: expected one of ${STATEMENT_SOURCES.map(({ name }) => name).join(', ')}`,
  )
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (cause) {
    throw new StatementError(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
