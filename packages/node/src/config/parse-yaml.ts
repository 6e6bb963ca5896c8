import { createRequire } from 'node:module'
import type * as yaml from 'yaml'
import { settingsError } from './settings-error.ts'

/** Loads the parser when there is a file, and not at every start. */
const require = createRequire(import.meta.url)

/**
 * The value of a YAML document; an empty one has no settings.
 *
 * @throws TypeError that lists what is not YAML, with file, line and column
 */
export function parseYaml(text: string, path: string): unknown {
  const { LineCounter, parseDocument } = require('yaml') as typeof yaml
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  // Warnings are about tags that nobody resolves: their values are not what the author meant.
  const problems = [...document.errors, ...document.warnings].map(({ message, pos }) => {
    const { line, col } = lineCounter.linePos(pos[0])
    return `line ${line}, column ${col}: ${message}`
  })
  if (problems.length > 0) throw settingsError(path, problems)
  try {
    return document.toJS() ?? {}
  } catch (error) {
    throw settingsError(path, [error instanceof Error ? error.message : String(error)], error)
  }
}
