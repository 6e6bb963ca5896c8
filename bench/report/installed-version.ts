import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The version of a package as a file at `from` would import it. Not every package exports its manifest, hence the search. */
export function installedVersion(name: string, from: string): string {
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    try {
      const { version } = JSON.parse(readFileSync(`${folder}/${name}/package.json`, 'utf8')) as { version: string }
      return version
    } catch {
      // Not in this folder: the next one up may have it.
    }
  }
  return 'not found'
}
