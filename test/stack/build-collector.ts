import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the collector's binary. */
    readonly collector: string
  }
}

const MANIFEST = join(import.meta.dirname, 'collector-builder.yaml')
const CACHE = join(import.meta.dirname, '../../.cache/collector')

/**
 * Builds the collector with Go, once for each content of the manifest: minutes where Go has compiled none of it before.
 * Vitest runs this before the tests.
 */
export function setup({ provide }: { provide: (key: 'collector', value: string) => void }): void {
  provide('collector', builtCollector())
}

/** The path of the collector, which is built first where it is not there. */
export function builtCollector(): string {
  const manifest = readFileSync(MANIFEST, 'utf8')
  const name = /^ {2}name: (\S+)$/m.exec(manifest)?.[1]
  const version = /^ {2}version: (\S+)$/m.exec(manifest)?.[1]
  if (name === undefined || version === undefined)
    throw new TypeError(`${MANIFEST} has no dist.name or no dist.version`)

  const folder = join(CACHE, createHash('sha256').update(manifest).digest('hex').slice(0, 16))
  const binary = join(folder, name)
  if (existsSync(binary)) return binary
  console.log(`Building the OpenTelemetry Collector ${version}; this takes some minutes and is done once.`)
  build(manifest, `v${version}`, folder)
  if (!existsSync(binary)) throw new Error(`the collector's builder ended well but left no ${binary}`)
  return binary
}

/** Builds beside the final place and moves the whole, so that an interrupted build is never taken for a finished one. */
function build(manifest: string, version: string, folder: string): void {
  const unfinished = `${folder}.${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  const config = join(unfinished, 'builder.yaml')
  writeFileSync(config, manifest.replace(/^dist:$/m, `dist:\n  output_path: ${unfinished}`))
  const args = ['run', `go.opentelemetry.io/collector/cmd/builder@${version}`, `--config=${config}`]
  const { status, error } = spawnSync('go', args, { stdio: ['ignore', 'inherit', 'inherit'], env: goEnv() })
  if (error !== undefined)
    throw new Error('the stack tests build a collector and need Go on the PATH', { cause: error })
  if (status !== 0) throw new Error(`the collector could not be built: go ended with ${status}`)
  rmSync(folder, { recursive: true, force: true })
  renameSync(unfinished, folder)
}

/**
 * A collector without C needs no compiler and runs on any Linux.
 *
 * `-e` reaches the builder's `go mod tidy`, which also wants what only the tests of the components need; not every module
 * proxy keeps that for every version. What the collector itself lacks still fails the build.
 */
function goEnv(): NodeJS.ProcessEnv {
  return { ...process.env, CGO_ENABLED: '0', GOFLAGS: `${process.env['GOFLAGS'] ?? ''} -e`.trim() }
}
