import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { describe, expect, it } from 'vitest'
import type { PackageManifest } from './package-manifest.ts'
import { ROOT } from './source-file.ts'

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

interface Manifest extends PackageManifest {
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

const manifests = globSync('packages/*/package.json', { cwd: ROOT }).map((path) => JSON.parse(read(path)) as Manifest)

type Kind = '' | 'peer' | 'optional peer'

/** `[package, dependency, kind]` of each dependency on others. */
function declared({ name, dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} }: Manifest): string[][] {
  const kindOf = (peer: string): Kind => (peerDependenciesMeta[peer]?.optional === true ? 'optional peer' : 'peer')
  const all: (readonly [string, Kind])[] = [
    ...Object.keys(dependencies).map((each) => [each, ''] as const),
    ...Object.keys(peerDependencies).map((each) => [each, kindOf(each)] as const),
  ]
  const ofOthers = all.filter(([each]) => !each.startsWith('@costspan/'))
  return ofOthers.map(([dependency, kind]) => [name.slice('@costspan/'.length), dependency, kind])
}

const inOrder = (rows: readonly string[][]): string[] => rows.map((row) => row.join(' ').trim()).toSorted()

describe('the run-time dependencies', () => {
  it('are those that ARCHITECTURE.md gives a reason for', () => {
    const [, section = ''] = read('ARCHITECTURE.md').split('## Run-time dependencies\n')
    const rows = [...section.matchAll(/^\| `([^`]+)` *\| `([^`]+)` *\| *([a-z ]*?) *\| *(\S.*?) *\|$/gm)]
    const reasoned = rows.map(([, name = '', dependency = '', kind = '']) => [name, dependency, kind])
    expect(inOrder(reasoned)).toEqual(inOrder(manifests.flatMap(declared)))
  })

  it('bring nothing that runs when it is installed', () => {
    const running = installed().filter(({ path, hasInstallScript }) => hasInstallScript === true && path !== '')
    expect(running.map(({ path }) => path)).toEqual([])
  })

  it('have licences that allow what Apache-2.0 allows', () => {
    const others = installed().filter(({ license }) => !allows(license))
    expect(others.map(({ path, license }) => `${path}: ${license ?? 'none'}`)).toEqual([])
  })
})

/** What of a package stands in the lock file. */
interface LockedPackage {
  readonly path: string
  readonly license?: string
  readonly hasInstallScript?: boolean
  readonly link?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** All packages that come with ours, found as Node.js finds them: next to who asks, or above. */
function installed(): readonly LockedPackage[] {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, Omit<LockedPackage, 'path'>>
  }
  const found = new Map<string, LockedPackage>()
  const pending = globSync('packages/*', { cwd: ROOT }).flatMap((folder) => wantedBy(folder, packages[folder]))
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const path = placeOf(next.name, next.from, packages)
    const locked = path === undefined ? undefined : packages[path]
    // Of binaries for other platforms, and of peers that are optional, none need be there.
    if (path === undefined || locked === undefined || locked.link === true || found.has(path)) continue
    found.set(path, { ...locked, path })
    pending.push(...wantedBy(path, locked))
  }
  expect(found.size).toBeGreaterThan(10)
  return [...found.values()]
}

function wantedBy(from: string, locked: Omit<LockedPackage, 'path'> = {}): { name: string; from: string }[] {
  const { dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = locked
  const peers = Object.keys(peerDependencies).filter((peer) => peerDependenciesMeta[peer]?.optional !== true)
  return [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers].map((name) => ({ name, from }))
}

function placeOf(name: string, from: string, packages: Readonly<Record<string, unknown>>): string | undefined {
  for (let folder = from; ; folder = folder.replace(/(?:^|\/)[^/]*$/, '')) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (path in packages) return path
    if (folder === '') return undefined
  }
}

const LICENCES: ReadonlySet<string> = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
])

/** SPDX expressions: one of several is ours to choose, of several that all hold each must allow it. */
function allows(licence = ''): boolean {
  const text = licence.replaceAll(/[()]/g, '')
  if (text.includes(' OR ')) return text.split(' OR ').some((each) => allows(each))
  return text.split(' AND ').every((each) => LICENCES.has(each))
}
