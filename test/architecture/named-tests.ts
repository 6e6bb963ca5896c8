import { readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { ROOT } from './source-file.ts'

/** A test that a document names as proof, by a part of its name. */
export interface NamedTest {
  readonly name: string
  readonly file: string
}

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** The tests that the tables of a document name: in their last two columns, the last of which is a file. */
export function namedTestsIn(document: string): readonly NamedTest[] {
  const rows = read(document).matchAll(/^\|.*\|([^|]*)\| `([^`]+)` *\|$/gm)
  return [...rows].map(([, name = '', file = '']) => ({ name: name.trim(), file }))
}

/** Whether the file of a named test has a test of that name. */
export function isThere({ name, file }: NamedTest): boolean {
  return read(file).includes(name)
}
