import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Change } from './change.ts'

/** Makes the changes in their order. Throws an `Error` that says which one failed; those before it stay made. */
export async function applyChanges(folder: string, changes: readonly Change[]): Promise<void> {
  for (const change of changes) await applyChange(folder, change)
}

async function applyChange(folder: string, change: Change): Promise<void> {
  if (change.kind === 'install') return runInstall(folder, change.command)
  if (change.kind === 'script') return rewriteScript(folder, change)
  const path = join(folder, change.path)
  await mkdir(dirname(path), { recursive: true })
  // A file that came into being since it was proposed is somebody's work.
  await writeFile(path, change.text, { flag: 'wx' })
}

async function runInstall(folder: string, [program, ...args]: readonly [string, ...string[]]): Promise<void> {
  // On Windows package managers are scripts, which only a shell can run.
  const shell = process.platform === 'win32'
  const child = spawn(program, args, { cwd: folder, shell, stdio: ['ignore', 2, 2] })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} failed with exit code ${code}`)
}

async function rewriteScript(folder: string, { name, to }: Extract<Change, { kind: 'script' }>): Promise<void> {
  const file = join(folder, 'package.json')
  const text = await readFile(file, 'utf8')
  const manifest = JSON.parse(text) as { readonly scripts: Record<string, string> }
  manifest.scripts[name] = to
  const indent = /^\{\r?\n([\t ]+)/.exec(text)?.[1] ?? 2
  await writeFile(file, `${JSON.stringify(manifest, undefined, indent)}\n`)
}
