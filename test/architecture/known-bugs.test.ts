import { readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { expect, it } from 'vitest'
import { ROOT } from './source-file.ts'

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** Rows of the table: a number or nothing, the bug, the name of a test, its file. */
function namedTests(): { name: string; file: string }[] {
  const rows = read('docs/known-bugs.md').matchAll(/^\|[^|]*\|[^|]*\|([^|]*)\| `([^`]+)` *\|$/gm)
  return [...rows].map(([, name = '', file = '']) => ({ name: name.trim(), file }))
}

it('each bug that others had names a test that exists', () => {
  const named = namedTests()
  expect(named.length).toBeGreaterThanOrEqual(45)
  expect(named.filter(({ name, file }) => !read(file).includes(name))).toEqual([])
})
