import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The packages that a program in a folder would load, by name, with each version that is there: those of its own `node_modules`,
 * of the folders above it, and the copies that packages bring for themselves.
 */
export function installedPackages(folder: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>()
  for (const parent of parents(folder)) {
    const modules = join(parent, 'node_modules')
    for (const name of packageNames(modules)) {
      add(found, name, join(modules, name))
      const nested = join(modules, name, 'node_modules')
      for (const copy of packageNames(nested)) add(found, copy, join(nested, copy))
    }
  }
  return new Map([...found].map(([name, versions]) => [name, [...versions]]))
}

function parents(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...parents(above)]
}

function packageNames(modules: string): readonly string[] {
  return entries(modules).flatMap((name) => {
    if (name.startsWith('.')) return []
    return name.startsWith('@') ? entries(join(modules, name)).map((scoped) => `${name}/${scoped}`) : [name]
  })
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function add(found: Map<string, Set<string>>, name: string, folder: string): void {
  const version = versionIn(folder)
  if (version === undefined) return
  const versions = found.get(name) ?? new Set()
  found.set(name, versions.add(version))
}

function versionIn(folder: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version?: unknown }
    return typeof version === 'string' ? version : undefined
  } catch {
    return undefined
  }
}
