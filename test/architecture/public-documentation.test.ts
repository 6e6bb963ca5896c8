import { readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { describe, expect, it } from 'vitest'
import { manifestOf, publishedPackages } from './package-manifest.ts'
import { publicDeclarations } from './public-declaration.ts'
import { ROOT } from './source-file.ts'

/** The source files behind the exports of a package. */
const entries = publishedPackages().flatMap((name) =>
  Object.values(manifestOf(name).exports).flatMap((target) => {
    const source = typeof target === 'string' ? undefined : target['@costspan/source']
    return source === undefined ? [] : join('packages', name, source)
  }),
)

describe.each(entries)('%s', (entry) => {
  it('documents every name that it exports, at the declaration', () => {
    const declarations = publicDeclarations(entry)
    const undocumented = declarations.filter(({ comment }) => comment === undefined || !/[.:!?]/.test(comment))
    expect(undocumented.map(({ name, path }) => `${name} in ${path}`)).toEqual([])
  })
})

describe('the main entry of a package', () => {
  it.each(entries.filter((entry) => entry.endsWith('src/index.ts')))(
    '%s opens with what the package is for',
    (entry) => {
      const text = readFileSync(join(ROOT, entry), 'utf8')
      expect(text).toMatch(/^\/\*\*\n(?: \*.*\n)+? \* @module\n \*\//)
    },
  )
})
