import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { FakeProvider } from '@costspan-test/fake-provider'

export interface RunningApp {
  readonly url: string
  /** Ends the application as a deployment does, with SIGTERM; resolves when it has sent all its telemetry and is gone. */
  stop(): Promise<void>
}

/** Starts the application as a process of its own. All that makes it metered is `--import @costspan/node/register`. */
export async function startApp(provider: FakeProvider, otlpUrl: string): Promise<RunningApp> {
  const args = [...process.execArgv, '--import', '@costspan/node/register', 'app.mjs']
  const child = spawn(process.execPath, args, {
    cwd: import.meta.dirname,
    env: { ...neutralEnv(), ...appEnv(provider, otlpUrl) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // It never outlives whoever started it, even with requests on their way and nobody left to take its telemetry.
  process.once('exit', () => child.kill('SIGKILL'))
  return { url: await listeningUrl(child), stop: () => stop(child) }
}

function appEnv(provider: FakeProvider, otlpUrl: string): NodeJS.ProcessEnv {
  return {
    PORT: '0',
    OPENAI_BASE_URL: provider.openaiUrl,
    OPENAI_API_KEY: 'a-key-of-the-demo',
    ANTHROPIC_BASE_URL: provider.anthropicUrl,
    ANTHROPIC_API_KEY: 'a-key-of-the-demo',
    OTEL_SERVICE_NAME: 'acme-docs',
    OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl,
    OTEL_BSP_SCHEDULE_DELAY: '250',
    OTEL_METRIC_EXPORT_INTERVAL: '1000',
    OTEL_METRIC_EXPORT_TIMEOUT: '1000',
  }
}

/** The demo must not send anything to the user's own backend, nor depend on the user's settings and keys. */
function neutralEnv(): NodeJS.ProcessEnv {
  const own = /^(OTEL|OPENAI|ANTHROPIC|COSTSPAN|TOKENMETER)_/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}

async function listeningUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new TypeError('the application has no standard output to read its address from')
  for await (const line of createInterface(child.stdout)) {
    const url = /http:\/\/\S+/.exec(line)?.[0]
    if (url !== undefined) return url
  }
  throw new Error('the application ended before it listened')
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}
