import { globSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { describe, expect, it } from 'vitest'
import { manifestOf, PACKAGES, type PackageName } from './package-manifest.ts'
import { importedFile, importsOf, packageOf, readSource, ROOT, type SourceFile, sourceFiles } from './source-file.ts'

/** Which packages a package may import. The contract between cost and instrumentation is the span's attributes. */
const ALLOWED: Readonly<Record<PackageName, readonly PackageName[]>> = {
  cost: [],
  instrumentation: [],
  guard: ['cost', 'instrumentation'],
  node: ['cost', 'instrumentation', 'guard'],
  cli: ['cost', 'guard'],
  testing: ['cost', 'node'],
}

/**
 * Single entries of packages that it may not import otherwise: the command line reads the settings that applications read, and
 * the descriptions of providers to know which SDKs can be metered; recordings are of the paths in them.
 */
const ALLOWED_ENTRIES: Readonly<Partial<Record<PackageName, readonly string[]>>> = {
  cli: ['@costspan/node/config', '@costspan/instrumentation/providers'],
  testing: ['@costspan/instrumentation/providers'],
}

/** What a package must not know, beyond other packages of ours. */
const FORBIDDEN: Readonly<Partial<Record<PackageName, RegExp>>> = {
  cost: /^(?:openai|@anthropic-ai\/|@google\/|@aws-sdk\/|node:(?:http|https|net|tls)$|undici|@opentelemetry\/instrumentation)/,
  guard: /^@costspan\/instrumentation$|^@opentelemetry\/instrumentation|^import-in-the-middle|^require-in-the-middle/,
  cli: /^@opentelemetry\/instrumentation|^import-in-the-middle|^require-in-the-middle/,
}

function imported({ path, imports }: SourceFile): { path: string; specifier: string; isTypeOnly: boolean }[] {
  return imports.map((each) => ({ path, ...each }))
}

describe('reading imports', () => {
  it('knows every form, and which of them load something at run time', () => {
    const text = `
      import type { A } from 'type-import'
      import { type B } from 'inline-type-import'
      import { type C, d } from 'import'
      import 'side-effect'
      export type { E } from 'type-export'
      export { f } from 'export'
      export * from 'star'
      const g = await import('dynamic')
      /** import { h } from 'comment' */
      const i = "import { j } from 'string'"
    `
    const loaded = importsOf('any.ts', text).flatMap((each) => (each.isTypeOnly ? [] : each.specifier))
    expect(loaded).toEqual(['inline-type-import', 'import', 'side-effect', 'export', 'star', 'dynamic'])
  })
})

describe.each(PACKAGES)('packages/%s', (name) => {
  const files = sourceFiles(`packages/${name}/src/**/*.ts`)
  const imports = files.flatMap(imported)

  it('imports only packages of ours that it may know', () => {
    const allowed = new Set(ALLOWED[name].map((each) => `@costspan/${each}`))
    const ours = imports.filter(({ specifier }) => packageOf(specifier)?.startsWith('@costspan'))
    const entries = new Set(ALLOWED_ENTRIES[name])
    expect(ours.filter(({ specifier }) => !allowed.has(packageOf(specifier) ?? '') && !entries.has(specifier))).toEqual(
      [],
    )
  })

  it('reaches into no other package by a path', () => {
    const escaping = imports.filter(
      ({ path, specifier }) => importedFile(path, specifier)?.startsWith(`packages/${name}/src/`) === false,
    )
    expect(escaping.filter(({ specifier }) => !specifier.endsWith('.json'))).toEqual([])
  })

  it('knows nothing of what is not its business', () => {
    const forbidden = FORBIDDEN[name] ?? /^$/
    const known = imports.filter(({ specifier }) => forbidden.test(specifier))
    // A middleware may name the type of the request that it is given.
    expect(known.filter(({ specifier, isTypeOnly }) => !(isTypeOnly && specifier === 'node:http'))).toEqual([])
  })

  it('declares every package that its built files load, and nothing that they contain', () => {
    const { dependencies, peerDependencies } = manifestOf(name)
    const declared = new Set(Object.keys({ ...dependencies, ...peerDependencies }))
    const built = globSync(`packages/${name}/dist/**/*.js`, { cwd: ROOT }).map(readSource)
    expect(built).not.toEqual([])
    const undeclared = built.flatMap(imported).filter(({ specifier }) => {
      const needed = packageOf(specifier)
      return needed !== undefined && !isBuiltin(specifier) && !declared.has(needed)
    })
    expect(undeclared).toEqual([])
  })
})

describe('the pure core of packages/cost', () => {
  it.each(['prices', 'money', 'usage'])('%s never loads OpenTelemetry, directly or through another file', (folder) => {
    const seen = new Set<string>()
    const visit = (path: string): string[] => {
      if (seen.has(path)) return []
      seen.add(path)
      return readSource(path).imports.flatMap(({ specifier, isTypeOnly }) => {
        if (isTypeOnly) return []
        const file = importedFile(path, specifier)
        if (file?.endsWith('.ts')) return visit(file)
        return specifier.startsWith('@opentelemetry/') ? [`${path} loads ${specifier}`] : []
      })
    }
    const files = sourceFiles(`packages/cost/src/${folder}/**/*.ts`)
    expect(files).not.toEqual([])
    expect(files.flatMap(({ path }) => visit(path))).toEqual([])
  })
})

describe('the providers of packages/instrumentation', () => {
  it('know their SDK by its types only', () => {
    const files = sourceFiles('packages/instrumentation/src/providers/**/*.ts')
    expect(files).not.toEqual([])
    const loaded = files
      .flatMap(imported)
      .filter(({ specifier, isTypeOnly }) => !isTypeOnly && packageOf(specifier) !== undefined)
    expect(loaded).toEqual([])
  })
})
