import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/** A program of the stack that runs. */
export interface Server {
  /** Ends it as a deployment does, with SIGTERM, and with SIGKILL if it does not go; resolves when it is gone. */
  stop(): Promise<void>
}

export interface ServerOptions {
  readonly program: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  /** Answers with success as soon as the server can be used. */
  readonly readyUrl: string
}

const MOST_STARTUP_MILLIS = 240_000
/** As in Docker Compose: Tempo waits for connections that nobody closes. */
const MOST_SHUTDOWN_MILLIS = 10_000

/** Starts a server and waits until it is ready; throws with its log when it ends before, or takes too long. */
export async function startServer({ program, args, env = {}, readyUrl }: ServerOptions): Promise<Server> {
  const child = spawn(program, args, { env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  const keep = (text: Buffer): void => void (log = (log + text.toString()).slice(-20_000))
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const exited = once(child, 'exit')

  const deadline = Date.now() + MOST_STARTUP_MILLIS
  while (!(await answers(readyUrl))) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}:\n${log}`)
    if (Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`${program} does not answer at ${readyUrl}:\n${log}`)
    }
    await sleep(100)
  }
  return {
    async stop() {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      const impatience = setTimeout(() => child.kill('SIGKILL'), MOST_SHUTDOWN_MILLIS)
      await exited
      clearTimeout(impatience)
    },
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
