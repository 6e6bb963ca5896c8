import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { openLedger, runCommandLine } from '@costspan/cli'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NOW, storyLedger } from './story-ledger.ts'

interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  readonly message: string
}

const folder = mkdtempSync(join(tmpdir(), 'costspan-mail-'))
const mails: ReceivedMail[] = []
/** A mail server that lets one user in, and takes no mail for strangers. */
const server = new SMTPServer({
  allowInsecureAuth: true,
  disabledCommands: ['STARTTLS'],
  onAuth({ username, password }, _session, done) {
    if (username === 'costs' && password === 'p@ss') done(null, { user: username })
    else done(new Error('Who are you?'))
  },
  onRcptTo({ address }, _session, done) {
    done(address.endsWith('@example.com') ? null : new Error('No such mailbox'))
  },
  onData(stream, { envelope }, done) {
    void text(stream).then((message) => {
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
      mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), message })
      done()
    })
  },
})
let host = ''

beforeAll(async () => {
  const ledger = await openLedger(join(folder, 'ledger.duckdb'))
  await ledger.append(storyLedger().calls())
  await ledger.close()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  host = `127.0.0.1:${(server.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await new Promise<void>((resolve) => {
    server.close(resolve)
  })
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => void mails.splice(0))

async function report(
  url: string,
  ...args: readonly string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr') => ({ write: (more: string) => (texts[name] += more) })
  const io = { stdout: stream('stdout'), stderr: stream('stderr'), env: { COSTSPAN_SMTP_URL: url } }
  const given = ['--ledger', join(folder, 'ledger.duckdb'), '--at', new Date(NOW).toISOString(), '--smtp', 'env']
  return { code: await runCommandLine(['report', ...given, '--from', 'costs@example.com', ...args], io), ...texts }
}

describe('costspan report --smtp', () => {
  it('sends the report as text and HTML to all who are named', async () => {
    const answer = await report(`smtp://costs:p%40ss@${host}`, '--to', 'ada@example.com, bob@example.com')
    expect([answer.code, answer.stderr]).toEqual([0, ''])
    const [mail] = mails
    expect(mail).toMatchObject({ from: 'costs@example.com', to: ['ada@example.com', 'bob@example.com'] })
    const parts = (mail?.message ?? '').split(/--costspan-[0-9a-f]+/)
    const bodies = parts.slice(1, 3).map((part) => Buffer.from(part.split('\r\n\r\n')[1] ?? '', 'base64').toString())
    expect(parts[0]).toMatch(/From: costs@example\.com\r\nTo: ada@example\.com, bob@example\.com\r\n/)
    expect(bodies[0]).toMatch(/^LLM cost of the week/)
    expect(bodies[1]).toMatch(/^<!doctype html>/i)
    expect(bodies[0]).toContain('$87.36')
  })

  it('sends each team its own', async () => {
    const answer = await report(`smtp://costs:p%40ss@${host}`, '--to', 'ada@example.com', '--by-team')
    expect(answer.code).toBe(0)
    expect(mails.length).toBeGreaterThan(1)
  })

  it.each([
    ['costs:wrong', 'ada@example.com', /does not take the mail: 535 Who are you\?/],
    ['costs:p%40ss', 'stranger@elsewhere.org', /does not take the mail: 5\d\d No such mailbox/],
  ])('says in a sentence why the server took none, without the password (%s, %s)', async (login, to, reason) => {
    const answer = await report(`smtp://${login}@${host}`, '--to', to)
    expect([answer.code, answer.stdout, mails]).toEqual([1, '', []])
    expect(answer.stderr).toMatch(reason)
    expect(answer.stderr).not.toContain('p%40ss')
  })

  it('says that nobody answers', async () => {
    const answer = await report('smtp://127.0.0.1:1', '--to', 'ada@example.com')
    expect(answer).toEqual({
      code: 1,
      stdout: '',
      stderr: 'costspan report: 127.0.0.1:1 does not take the mail: ESOCKET\n',
    })
  })
})
