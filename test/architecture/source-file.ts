import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { parseSync } from 'oxc-parser'

/** One import or re-export statement. */
export interface ImportStatement {
  readonly specifier: string
  /** Whether nothing is left of it at run time. `import { type A } from 'a'` still loads `a`. */
  readonly isTypeOnly: boolean
}

/** A TypeScript file of the repository; paths are relative to its root. */
export interface SourceFile {
  readonly path: string
  readonly text: string
  readonly imports: readonly ImportStatement[]
}

export const ROOT = join(import.meta.dirname, '../..')

/** All files that match the patterns, installed and built ones left out. */
export function filesMatching(...patterns: readonly string[]): string[] {
  return globSync(patterns, { cwd: ROOT, exclude: (path) => /(?:^|\/)(?:node_modules|dist)(?:\/|$)/.test(path) })
    .filter((path) => /\.\w+$/.test(path))
    .toSorted()
}

/** Reads the sources that match the patterns. */
export function sourceFiles(...patterns: readonly string[]): SourceFile[] {
  return filesMatching(...patterns).map(readSource)
}

/** Reads one source file, relative to the root. */
export function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8')
  return { path, text, imports: importsOf(path, text) }
}

/** The import statements of a text, with dynamic imports of a constant name among them. */
export function importsOf(path: string, text: string): ImportStatement[] {
  const { module } = parseSync(path, text)
  const imports = module.staticImports.map(({ start, end, moduleRequest }) => ({
    specifier: moduleRequest.value,
    isTypeOnly: text.slice(start, end).startsWith('import type'),
  }))
  const exports = module.staticExports.flatMap(({ start, end, entries }) =>
    entries.slice(0, 1).flatMap(({ moduleRequest }) => {
      if (moduleRequest === null) return []
      return { specifier: moduleRequest.value, isTypeOnly: text.slice(start, end).startsWith('export type') }
    }),
  )
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const name = /^'(.*)'$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1]
    return name === undefined ? [] : { specifier: name, isTypeOnly: false }
  })
  return [...imports, ...exports, ...dynamic]
}

/** The npm package that a specifier names, or undefined for Node's own modules and relative files. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

/** The file that a relative import names, or undefined for any other import. */
export function importedFile(from: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? join(dirname(from), specifier) : undefined
}
