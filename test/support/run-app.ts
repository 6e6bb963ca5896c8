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
  /** Resolves when the application has printed a text, with what was found of it. */
  printed(text: string | RegExp): Promise<string>
  readonly ended: Promise<AppEnd>
}

/** Starts an application as a user would, with the flags of Node that are given, and with arguments of its own. */
export function startApp(
  app: URL,
  flags: readonly string[],
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): RunningApp {
  const child = spawn(process.execPath, [...flags, fileURLToPath(app), ...args], { env: { ...cleanEnv(), ...env } })
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
          const [found] = typeof text === 'string' ? (stdout.includes(text) ? [text] : []) : (text.exec(stdout) ?? [])
          if (found !== undefined) resolve(found)
        }
        waiting.push(check)
        check()
        void ended.then((end) =>
          reject(new Error(`the application ended before it printed "${String(text)}": ${JSON.stringify(end)}`)),
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
