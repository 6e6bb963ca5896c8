import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { SentValue } from '../collector/send-spans.ts'

/** What the application shall do. */
export interface SoakWork {
  readonly calls: number
  readonly spans: number
  readonly spanAttributes: Readonly<Record<string, SentValue>>
}

export interface SoakApp {
  /** Resolves when all of it is done, with the heap that is in use after garbage was collected. */
  work(work: SoakWork): Promise<{ readonly heapBytes: number }>
  /** Ends it with SIGTERM; resolves when it has sent all its telemetry and is gone. */
  stop(): Promise<void>
}

/** Starts `soak-app.mjs`, metered, in a process of its own; of its traces one in fifty is sampled. */
export async function startSoakApp(openaiUrl: string, otlpUrl: string): Promise<SoakApp> {
  const args = [...process.execArgv, '--expose-gc', '--import', '@costspan/node/register', 'soak-app.mjs']
  const child = spawn(process.execPath, args, {
    cwd: import.meta.dirname,
    env: {
      PATH: process.env['PATH'],
      OPENAI_BASE_URL: openaiUrl,
      OPENAI_API_KEY: 'any',
      OTEL_SERVICE_NAME: 'soak',
      OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl,
      OTEL_METRIC_EXPORT_INTERVAL: '5000',
      OTEL_METRIC_EXPORT_TIMEOUT: '5000',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.02',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const exited = once(child, 'exit')
  const answer = async (): Promise<unknown> => {
    const [first] = (await Promise.race([once(child, 'message'), exited])) as [unknown]
    if (child.exitCode !== null) throw new Error(`the application ended with ${child.exitCode}`)
    return first
  }
  await answer()
  return {
    async work(work) {
      child.send(work)
      return (await answer()) as { heapBytes: number }
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}
