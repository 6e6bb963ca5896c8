import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** How an application ended. */
export interface AppEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** An application that runs in a process of its own. */
export interface RunningApp {
  readonly process: ChildProcess
  /** Resolves when the application has printed `text`. */
  printed(text: string): Promise<void>
  readonly ended: Promise<AppEnd>
}

/** Starts an application as a user would, with the flags of Node that are given. */
export function startApp(app: URL, flags: readonly string[], env: Readonly<Record<string, string>>): RunningApp {
  const child = spawn(process.execPath, [...flags, fileURLToPath(app)], { env: { ...cleanEnv(), ...env } })
  let stdout = ''
  let stderr = ''
  const waiting: (() => void)[] = []
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
    for (const check of waiting) check()
  })
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const ended = new Promise<AppEnd>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  return {
    process: child,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (stdout.includes(text)) resolve()
        }
        waiting.push(check)
        check()
        void ended.then((end) =>
          reject(new Error(`the application ended before it printed "${text}": ${JSON.stringify(end)}`)),
        )
      }),
    ended,
  }
}

/** The environment without what would change the telemetry under test. */
function cleanEnv(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(OTEL_|NODE_OPTIONS|VITEST|OPENAI_|ANTHROPIC_)/.test(name),
  )
  return Object.fromEntries(entries) as Record<string, string>
}
