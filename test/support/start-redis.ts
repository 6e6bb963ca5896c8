import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { installRedis, type RedisBinary } from './install-redis.ts'

/** A Redis of a test's own. */
export interface TestRedis {
  readonly url: string
  readonly port: number
  /** Sends one command, such as `SCRIPT FLUSH`, and gives the first line of the answer. */
  command(text: string): Promise<string>
  /** Ends the server as a crash would; what it had is gone. */
  kill(): Promise<void>
  /** Starts it again on its port, empty. */
  restart(): Promise<void>
  /** Stops and continues its process: connections stay, and nothing answers. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

/** Starts a Redis that writes nothing to disk, and waits until it answers. */
export async function startRedis(
  extraArgs: readonly string[] = [],
  binary: RedisBinary = installRedis(),
): Promise<TestRedis> {
  const port = await freePort()
  const dir = mkdtempSync(join(tmpdir(), 'costspan-redis-'))
  let server = await start()

  async function start(): Promise<ChildProcess> {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', dir, ...extraArgs]
    const env = { ...process.env, ...(binary.libraries && { LD_LIBRARY_PATH: binary.libraries }) }
    const child = spawn(binary.path, args, { stdio: ['ignore', 'pipe', 'inherit'], env })
    await once(child, 'spawn')
    for await (const line of createInterface(child.stdout)) if (line.includes('Ready to accept connections')) break
    child.stdout.resume()
    if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`)
    return child
  }

  async function kill(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    server.kill('SIGKILL')
    await once(server, 'exit')
  }

  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    async command(text) {
      const socket = connect(port, '127.0.0.1')
      socket.setEncoding('utf8').write(`${text}\r\n`)
      const [answer] = (await once(socket, 'data')) as [string]
      socket.destroy()
      return answer.split('\r\n')[0] ?? ''
    },
    async restart() {
      await kill()
      server = await start()
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    async stop() {
      await kill()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}
