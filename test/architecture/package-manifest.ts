import { readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { ROOT } from './source-file.ts'

/** What these tests read of a package.json. */
export interface PackageManifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly license: string
  readonly repository: { readonly directory: string }
  readonly publishConfig?: { readonly access: string; readonly provenance: boolean }
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly engines: { readonly node: string }
}

/** The packages of the repository by the name of their folder. */
export const PACKAGES = ['cost', 'instrumentation', 'guard', 'node', 'cli', 'testing'] as const
export type PackageName = (typeof PACKAGES)[number]

export function manifestOf(name: PackageName): PackageManifest {
  return JSON.parse(readFileSync(join(ROOT, 'packages', name, 'package.json'), 'utf8'))
}

/** Packages that go to the registry. */
export function publishedPackages(): PackageName[] {
  return PACKAGES.filter((name) => manifestOf(name).private !== true)
}
