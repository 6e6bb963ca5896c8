import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The version in the package.json of the package `name` that `file` belongs to, or undefined where none is found. */
export function packageVersion(file: string, name: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const found = readPackage(join(folder, 'package.json'))
    // SDKs put a package.json without name or version beside their builds, to tell their kind of modules.
    if (found?.name === name) return found.version
    if (folder === dirname(folder)) return undefined
  }
}

function readPackage(path: string): { name?: string; version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { name?: string; version?: string }
  } catch {
    return undefined
  }
}
