import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/** A program and whatever it starts, such as the shell and the application below `npm start`. */
export interface ProgramGroup {
  /** How the program ended: a text, because it is only ever shown. */
  readonly ended: Promise<string>
  /**
   * Asks all of them to end, and resolves when they have: `asked` when that was enough, `killed` when one of them was still there
   * after the grace and had to be killed.
   */
  end(): Promise<'asked' | 'killed'>
}

export interface GroupOptions {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** How long the programs may take to end after they were asked. Default: 10,000. */
  readonly graceMillis?: number
}

/**
 * Runs a program in a process group of its own. A signal to `npm` alone would leave the application behind it running, because
 * the shell between them hands nothing on. Ctrl-C does not reach such a group, so it is handed on here.
 */
export function runGroup(
  [program, ...args]: readonly [string, ...string[]],
  { cwd, env, graceMillis = 10_000 }: GroupOptions,
): ProgramGroup {
  const isWindows = process.platform === 'win32'
  const child = spawn(program, args, { cwd, env, detached: !isWindows, shell: isWindows, stdio: ['ignore', 2, 2] })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : signal))
  })
  const signal = (name: NodeJS.Signals | 0): boolean => {
    if (isWindows) return name !== 0 && child.kill(name)
    return child.pid !== undefined && signalGroup(child.pid, name)
  }
  const ask = (): void => void signal('SIGTERM')
  process.once('SIGINT', ask).once('SIGTERM', ask)
  return {
    ended,
    async end() {
      process.off('SIGINT', ask).off('SIGTERM', ask)
      if (!signal('SIGTERM')) return 'asked'
      const isOver = await within(graceMillis, ended, () => signal(0))
      if (!isOver) signal('SIGKILL')
      await ended
      return isOver ? 'asked' : 'killed'
    },
  }
}

/** @returns whether anything is in the group */
function signalGroup(leader: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, name)
  } catch {
    return false
  }
}

const LOOK_MILLIS = 50

/** Whether the first program and all others of its group end in time. Nothing tells of the end of the others: they are looked for. */
async function within(graceMillis: number, ended: Promise<string>, isThere: () => boolean): Promise<boolean> {
  const late = new AbortController()
  const grace = sleep(graceMillis, 'late', { signal: late.signal }).catch(() => 'late')
  try {
    if ((await Promise.race([ended, grace])) === 'late') return false
    const deadline = performance.now() + Math.min(graceMillis, LEFT_BEHIND_MILLIS)
    while (isThere()) {
      if (performance.now() >= deadline) return false
      await sleep(LOOK_MILLIS)
    }
    return true
  } finally {
    late.abort()
  }
}

/** How long others may outlive the program that started them: it has ended itself, and was asked when they were. */
const LEFT_BEHIND_MILLIS = 2_000
