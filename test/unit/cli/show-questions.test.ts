import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { runCommandLine } from '@costspan/cli'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** A server that answers every question of PromQL with nothing. */
let server: Server
let url = ''
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => response.end('{"status":"success","data":{"result":[]}}'))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://me:secret@127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

async function report(
  isTTY: boolean,
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const texts = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr') => ({ isTTY, write: (text: string) => (texts[name] += text) })
  const io = { stdout: stream('stdout'), stderr: stream('stderr'), env: { NO_COLOR: '1' } }
  return { code: await runCommandLine(['report', '--ledger', `prometheus=${url}`], io), ...texts }
}

describe('a command that asks a server', () => {
  it('shows on a terminal that it waits, takes that away, and tells no password', async () => {
    const { code, stdout, stderr } = await report(true)
    expect([code, stdout]).toEqual([0, expect.stringContaining('No LLM calls in this time')])
    expect(stderr).toContain('asking prometheus, question 1')
    expect(stderr).not.toContain('secret')
    // What was drawn last has been cleared: one line up, and the rest of the screen.
    expect(stderr.endsWith('\u001B[1A\r\u001B[0J')).toBe(true)
  })

  it('says nothing where nobody looks', async () => {
    expect((await report(false)).stderr).toBe('')
  })
})
