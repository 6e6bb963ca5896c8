import { spawn } from 'node:child_process'

/** A program and whatever it starts, such as the shell and the application below `npm start`. */
export interface ProgramGroup {
  /** How the program ended: a text, because it is only ever shown. */
  readonly ended: Promise<string>
  /** Asks all of them to end, and resolves when the program has. */
  end(): Promise<void>
}

/**
 * Runs a program in a process group of its own. A signal to `npm` alone would leave the application behind it running, because
 * the shell between them hands nothing on. Ctrl-C does not reach such a group, so it is handed on here.
 */
export function runGroup(
  [program, ...args]: readonly [string, ...string[]],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): ProgramGroup {
  const isWindows = process.platform === 'win32'
  const child = spawn(program, args, { cwd, env, detached: !isWindows, shell: isWindows, stdio: ['ignore', 2, 2] })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : signal))
  })
  const end = (): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    if (isWindows) child.kill()
    else process.kill(-child.pid, 'SIGTERM')
  }
  process.once('SIGINT', end).once('SIGTERM', end)
  return {
    ended,
    async end() {
      process.off('SIGINT', end).off('SIGTERM', end)
      end()
      await ended
    },
  }
}
