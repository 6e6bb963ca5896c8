import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { SdkName } from '../calls/measured-sdks.ts'
import { cleanEnvironment } from './clean-environment.ts'
import { PRELOADS } from './preloads.ts'

/** Milliseconds of one start: of the clock from start to exit, and of CPU in all threads. */
export interface StartUp {
  readonly wall: number
  readonly cpu: number
}

/**
 * Starts an application that imports the SDK, with each preload in turn. Gives the starts by the preload's title. The first
 * round warms the file cache.
 */
export function measureStartUps(sdk: SdkName, rounds: number): Map<string, StartUp[]> {
  const app = fileURLToPath(new URL(`../sdk/${sdk}/app.mjs`, import.meta.url))
  const starts = new Map<string, StartUp[]>()
  for (let round = 0; round <= rounds; round += 1) {
    for (const { title, specifier } of PRELOADS.filter(({ sdks }) => sdks.includes(sdk))) {
      const start = startOnce(app, specifier)
      if (round > 0) starts.set(title, [...(starts.get(title) ?? []), start])
    }
  }
  return starts
}

function startOnce(app: string, preload: string | undefined): StartUp {
  const begin = process.hrtime.bigint()
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [...(preload === undefined ? [] : ['--import', preload]), app],
    { encoding: 'utf8', cwd: fileURLToPath(new URL('.', import.meta.url)), env: cleanEnvironment() },
  )
  const wall = Number(process.hrtime.bigint() - begin) / 1e6
  if (status !== 0) throw new Error(`an application with ${preload} ended with ${status}: ${stderr}`)
  return { wall, cpu: Number(stdout.trim().split('\n').at(-1)) / 1_000 }
}
