import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment } from './clean-environment.ts'

/** What the first import of a package took: milliseconds of the clock, of CPU in all threads, and bytes of heap that stay. */
export interface ColdImport {
  readonly wall: number
  readonly cpu: number
  readonly heap: number
}

/** The modules of a tool, by the name of its row. Those without the OpenTelemetry SDK want it beside themselves. */
const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  nothing: [],
  '@costspan/instrumentation': ['@costspan/instrumentation'],
  '@costspan/instrumentation and @costspan/cost': ['@costspan/instrumentation', '@costspan/cost'],
  '@opentelemetry/instrumentation-openai': ['@opentelemetry/instrumentation-openai'],
  '@traceloop/instrumentation-openai': ['@traceloop/instrumentation-openai'],
  '@arizeai/openinference-instrumentation-openai, which imports openai': [
    '@arizeai/openinference-instrumentation-openai',
  ],
  '@costspan/node, SDK included': ['@costspan/node'],
  '@opentelemetry/instrumentation-openai and the SDK': [
    '@opentelemetry/instrumentation-openai',
    '@opentelemetry/sdk-trace',
    '@opentelemetry/sdk-metrics',
    '@opentelemetry/context-async-hooks',
  ],
  'openlit, SDK included': ['openlit'],
  '@langfuse/openai and @langfuse/otel, SDK included': [
    fileURLToPath(new URL('../peers/langfuse/packages.mjs', import.meta.url)),
  ],
  '@sentry/node, SDK included': ['@sentry/node'],
  'dd-trace, SDK included': ['dd-trace'],
}

/** Imports each in processes of their own, in turn. Gives the imports by the name of the row. The first round warms the file cache. */
export function measureImports(rounds: number): Map<string, ColdImport[]> {
  const imports = new Map<string, ColdImport[]>()
  for (let round = 0; round <= rounds; round += 1) {
    for (const [title, specifiers] of Object.entries(IMPORTS)) {
      const found = importOnce(specifiers)
      if (round > 0) imports.set(title, [...(imports.get(title) ?? []), found])
    }
  }
  return imports
}

function importOnce(specifiers: readonly string[]): ColdImport {
  const script = fileURLToPath(new URL('import-once.mjs', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', script, ...specifiers], {
    encoding: 'utf8',
    env: cleanEnvironment(),
  })
  if (status !== 0) throw new Error(`the import of ${specifiers.join(', ')} ended with ${status}: ${stderr}`)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as ColdImport
}
