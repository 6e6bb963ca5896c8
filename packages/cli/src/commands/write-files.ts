import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CommandIo } from './command.ts'

/** Where generated files go, and whether they are only compared with what is there. */
export interface FilesTarget {
  readonly out: string
  readonly check: boolean
}

/**
 * Writes files by their names, or compares them with those that are there.
 *
 * @returns the exit code: 0, or 1 where a comparison finds a difference
 */
export function writeFiles(
  files: Readonly<Record<string, string>>,
  { out, check }: FilesTarget,
  { stdout }: CommandIo,
): number {
  let differences = 0
  for (const [name, text] of Object.entries(files)) {
    const path = join(out, name)
    if (!check) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
      stdout.write(`${path}\n`)
    } else if (textOf(path) !== text) {
      differences += 1
      stdout.write(`${path} would change\n`)
    }
  }
  return differences === 0 ? 0 : 1
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
