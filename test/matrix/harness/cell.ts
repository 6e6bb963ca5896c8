import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import type { Performance } from './play.ts'
import { type SpanSummary, spansByScenario } from './span-summary.ts'
import { startTraceReceiver } from './trace-receiver.ts'

/** One SDK, loaded in one way. */
export interface Cell {
  /** A folder of `sdk-majors`. */
  readonly folder: string
  readonly loadedBy: 'import' | 'require'
  /** True where the SDK is to make its own spans. */
  readonly isNative?: boolean
  readonly env?: Readonly<Record<string, string>>
  /** The file of settings that metering finds. */
  readonly settings?: URL
}

export interface Run extends Performance {
  readonly spans: Readonly<Record<string, readonly SpanSummary[]>>
  readonly exitCode: number | null
  readonly stderr: string
}

/** Switches metering on as a user would: by one flag, with no change to the application. */
export const METERED: readonly string[] = ['--import', '@costspan/node/register']

/** Plays the scenarios of a cell in a process of its own; without `flags` it is not metered. */
export async function runCell({ folder, loadedBy, env, settings }: Cell, flags: readonly string[] = []): Promise<Run> {
  const receiver = await startTraceReceiver()
  const app = fileURLToPath(new URL(loadedBy === 'import' ? 'app.mjs' : 'app.cjs', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=@costspan/source', '--expose-gc', ...flags, app, folder], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_SERVICE_NAME: 'matrix',
      ...(settings && { COSTSPAN_CONFIG: fileURLToPath(settings) }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process that metering keeps from ending would hang its test.
    timeout: 60_000,
  })
  const [stdout, stderr, exitCode] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve) => child.once('exit', resolve)),
  ])
  receiver.close()
  return { ...parse(stdout, stderr), spans: spansByScenario(receiver.spans), exitCode, stderr }
}

function parse(stdout: string, stderr: string): Performance {
  try {
    return JSON.parse(stdout) as Performance
  } catch (cause) {
    throw new Error(`the process printed no outcomes: ${stdout.slice(0, 500)}\n${stderr.slice(0, 2_000)}`, { cause })
  }
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  stream.setEncoding('utf8')
  for await (const piece of stream) text += String(piece)
  return text
}
