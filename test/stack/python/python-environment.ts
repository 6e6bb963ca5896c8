import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const CACHE = join(import.meta.dirname, '../../../.cache/python')

/** The Python of a virtual environment with all that a `requirements.txt` lists, made once for each content of that file. */
export function pythonWithRequirements(file: string): string {
  const requirements = readFileSync(file, 'utf8')
  const folder = join(CACHE, createHash('sha256').update(requirements).digest('hex').slice(0, 16))
  const python = join(folder, 'bin/python')
  const done = join(folder, 'requirements.txt')
  if (existsSync(done)) return python
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(CACHE, { recursive: true })
  run('python3', ['-m', 'venv', folder])
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', file])
  // A virtual environment cannot be moved, so that its last file, not its place, says that it is whole.
  run('cp', [file, `${done}.${process.pid}`])
  renameSync(`${done}.${process.pid}`, done)
  return python
}

function run(program: string, args: readonly string[]): void {
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (error !== undefined)
    throw new Error(
      `the stack tests need Python 3 with venv on the PATH for Python services and for ClickHouse: ${program}`,
      {
        cause: error,
      },
    )
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stderr}`)
}
