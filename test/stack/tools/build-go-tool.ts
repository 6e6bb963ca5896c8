import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { GoTool } from './go-tools.ts'

const CACHE = join(import.meta.dirname, '../../../.cache/tools')

/**
 * The programs of a tool by name, as paths. They are built with Go, or taken from the tool's image with Docker where there
 * is no Go, once for each version.
 *
 * @throws Error when neither can be done
 */
export function goToolPrograms(tool: GoTool): Readonly<Record<string, string>> {
  const { module, version, programs } = tool
  const folder = join(CACHE, `${basename(module.replace(/\/v\d+$/, ''))}-${version}`)
  const paths = Object.fromEntries(Object.keys(programs).map((name) => [name, join(folder, name)]))
  if (Object.values(paths).every((path) => existsSync(path))) return paths

  console.log(`Building ${module} ${version}; this takes some minutes and is done once.`)
  // Beside the final place, so that an interrupted build is never taken for a finished one.
  const unfinished = `${folder}.${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  try {
    if (hasGo()) buildPrograms(tool, unfinished)
    else copyFromImage(tool, unfinished)
    rmSync(folder, { recursive: true, force: true })
    renameSync(unfinished, folder)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
  return paths
}

function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/**
 * Builds in the module's own folder: its go.mod then counts with its replacements and its go.sum with its checksums, which
 * both do not where another module depends on it.
 */
function buildPrograms(tool: GoTool, folder: string): void {
  const { programs, tags, placeholders = [] } = tool
  const sources = tool.ownProgram ?? downloaded(tool, folder)
  const patched = join(folder, 'sources')
  if (placeholders.length > 0) copyWithPlaceholders(sources, patched, placeholders)
  for (const [name, main] of Object.entries(programs)) {
    const args = ['build', '-trimpath', '-ldflags=-s -w', ...(tags === undefined ? [] : ['-tags', tags])]
    execFileSync('go', [...args, '-o', join(folder, name), main], {
      cwd: placeholders.length > 0 ? patched : sources,
      // Without C it needs no compiler and runs on any Linux. A workspace of the project lists modules that are not here.
      env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
  }
  rmSync(patched, { recursive: true, force: true })
}

function downloaded({ module, version, sum }: GoTool, folder: string): string {
  // Its checksum is ours to check where the public database does not have it.
  const env = sum === undefined ? process.env : { ...process.env, GONOSUMDB: module }
  const download = execFileSync('go', ['mod', 'download', '-json', `${module}@${version}`], { cwd: folder, env })
  const { Dir: sources, Sum: found } = JSON.parse(download.toString()) as { Dir: string; Sum: string }
  if (sum !== undefined && found !== sum)
    throw new Error(`${module} ${version} has the checksum ${found}, expected ${sum}`)
  return sources
}

function copyWithPlaceholders(sources: string, patched: string, placeholders: readonly string[]): void {
  cpSync(sources, patched, { recursive: true })
  // What Go has downloaded is read-only.
  for (const entry of ['.', ...readdirSync(patched, { recursive: true, encoding: 'utf8' })]) {
    chmodSync(join(patched, entry), 0o755)
  }
  for (const placeholder of placeholders) {
    mkdirSync(dirname(join(patched, placeholder)), { recursive: true })
    writeFileSync(join(patched, placeholder), '')
  }
}

function copyFromImage({ module, programs, image }: GoTool, folder: string): void {
  if (image === undefined) throw new Error(`the stack tests build ${module} and need Go on the PATH`)
  try {
    const container = execFileSync('docker', ['create', image.name]).toString().trim()
    for (const name of Object.keys(programs)) {
      execFileSync('docker', ['cp', `${container}:${image.folder}/${name}`, join(folder, name)])
    }
    execFileSync('docker', ['rm', container])
  } catch (cause) {
    const message = `the stack tests need ${module}: there is no Go on the PATH to build it, and Docker has no ${image.name}`
    throw new Error(message, { cause })
  }
}
