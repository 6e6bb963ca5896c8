// Builds the application, serves it, asks it one question, and stops it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'

const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
const run = (args, stdio) =>
  spawn(process.execPath, [next, ...args], {
    stdio,
    // Next.js ends at once when it is stopped, unless it leaves that to others: then what is not exported yet leaves first.
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NEXT_MANUAL_SIG_HANDLE: 'true' },
  })

const [built] = await once(run(['build'], ['ignore', 'ignore', 'inherit']), 'exit')
if (built !== 0) process.exit(built ?? 1)

const server = run(['start', '--port', '0'], ['ignore', 'pipe', 'inherit'])
const answer = await fetch(`${await address()}/ask?user=ada`)
console.log(await answer.json())
server.kill('SIGTERM')
await once(server, 'exit')

/** Where the server says that it listens. */
async function address() {
  let printed = ''
  for await (const chunk of server.stdout) {
    printed += chunk
    const [found] = /http:\/\/localhost:\d+/.exec(printed) ?? []
    if (found !== undefined && printed.includes('Ready')) return found
  }
  throw new Error(`Next.js ended: ${printed}`)
}
