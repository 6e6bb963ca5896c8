import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePorts } from '../free-ports.ts'

/** A Kafka broker in memory that runs as a process of its own. */
export interface Kafka {
  /** For `COSTSPAN_KAFKA`. */
  readonly address: string
  stop(): Promise<void>
}

/** Starts a broker with some topics, of several partitions each; throws when it ends before it is ready. */
export async function startKafka(program: string, topics: readonly string[]): Promise<Kafka> {
  const [port = 0] = await freePorts(1)
  const child = spawn(program, [String(port), ...topics], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const ready = once(child.stdout, 'data').then(() => true)
  if (!(await Promise.race([ready, exited.then(() => false)]))) {
    throw new Error(`the Kafka broker ended with ${child.exitCode} before it was ready`)
  }
  return {
    address: `127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}
