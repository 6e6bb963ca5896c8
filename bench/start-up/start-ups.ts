import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Milliseconds of one start: of the clock from start to exit, and of CPU in all threads. */
export interface StartUp {
  readonly wall: number
  readonly cpu: number
}

/** What is given to `--import`, by the title of its row. */
const PRELOADS: Readonly<Record<string, string | undefined>> = {
  'nothing (bare)': undefined,
  'OpenTelemetry SDK alone, no exporter': fileURLToPath(new URL('otel-sdk.mjs', import.meta.url)),
  '@costspan/node/register': '@costspan/node/register',
  '@opentelemetry/instrumentation-openai, synchronous hooks': fileURLToPath(
    new URL('opentelemetry.mjs', import.meta.url),
  ),
  'openlit.init()': fileURLToPath(new URL('openlit.mjs', import.meta.url)),
}

const APP = fileURLToPath(new URL('../sdk/openai-6/app.mjs', import.meta.url))

/** Starts an application that imports openai 6, with each preload in turn. The first round warms the file cache. */
export function measureStartUps(rounds: number): Map<string, StartUp[]> {
  const starts = new Map<string, StartUp[]>()
  for (let round = 0; round <= rounds; round += 1) {
    for (const [title, preload] of Object.entries(PRELOADS)) {
      const start = startOnce(preload)
      if (round > 0) starts.set(title, [...(starts.get(title) ?? []), start])
    }
  }
  return starts
}

function startOnce(preload: string | undefined): StartUp {
  const begin = process.hrtime.bigint()
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [...(preload === undefined ? [] : ['--import', preload]), APP],
    { encoding: 'utf8', cwd: fileURLToPath(new URL('.', import.meta.url)), env: cleanEnvironment() },
  )
  const wall = Number(process.hrtime.bigint() - begin) / 1e6
  if (status !== 0) throw new Error(`an application with ${preload} ended with ${status}: ${stderr}`)
  return { wall, cpu: Number(stdout.trim().split('\n').at(-1)) / 1_000 }
}

/** Settings of the terminal must not reach the tools. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...env } = process.env
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(?:OTEL_|OPENAI_|OPENLIT_|TOKENMETER_)/.test(name)),
  )
}
