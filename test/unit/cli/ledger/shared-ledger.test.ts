import { createPriceBook } from '@costspan/cost/prices'
import {
  buildReport,
  createDashboard,
  type Ledger,
  openLedger,
  type Receiver,
  startReceiver,
  writeReport,
} from '@costspan/cli'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { madeCall } from '../../../support/made-call.ts'

const ASK_SHARED = fileURLToPath(new URL('ask-shared.mjs', import.meta.url))
const TOKEN = 'a-token-of-the-test'
const T0 = Date.UTC(2026, 8, 14)

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'costspan-shared-'))
  file = join(folder, 'ledger.duckdb')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a ledger that costspan dev is writing', () => {
  let ledger: Ledger
  let receiver: Receiver
  let close: () => void
  beforeEach(async () => {
    ledger = await openLedger(file)
    await ledger.append([
      madeCall({ startUnixNano: at(1), feature: 'search', user: 'alice', nanoUsd: 2n ** 60n + 1n, team: 'a' }),
      madeCall({ startUnixNano: at(2), feature: 'chat', nanoUsd: undefined, status: 'unpriced' }),
    ])
    const dashboard = createDashboard({ ledger, budgets: [], book: createPriceBook(), ledgerId: 'this-one' })
    receiver = await startReceiver({ sink: dashboard.sink, site: dashboard.site, port: 0 })
    close = () => dashboard.close()
    leaveAddress(receiver.url, 'this-one')
  })
  afterEach(async () => {
    close()
    await receiver.close()
    await ledger.close()
  })

  it('answers other processes as it answers its own, to the nano-dollar', async () => {
    const window = { fromMillis: T0, toMillis: T0 + 7 * 86_400_000 }
    const own = {
      total: await ledger.sum(),
      byUser: await ledger.sum({ by: ['user'], only: ['nanoUsd'] }),
      nobodys: await ledger.sum({ where: { user: [undefined] } }),
      ever: await ledger.sum({ fromMillis: -Infinity, toMillis: Infinity, by: ['feature'] }),
      never: await ledger.sum({ fromMillis: Infinity, toMillis: Infinity }),
      said: await ledger.verdicts?.({ kind: 'outcome', fromMillis: T0, toMillis: Infinity }),
      hours: await ledger.series({ ...window, step: 'hour', by: ['team'], aboveNanoUsd: 1n }),
      rows: await ledger.rows({ order: 'dearest' }),
      extent: await ledger.extent(),
      report: writeReport(await buildReport(ledger, { toMillis: window.toMillis }), { format: 'json' }),
    }
    expect(await askInAnotherProcess()).toEqual(printed(own))
  })

  it('is exported by another process', async () => {
    expect(await askInAnotherProcess('export', join(folder, 'calls.parquet'))).toEqual({ rows: 2 })
    expect(existsSync(join(folder, 'calls.parquet'))).toBe(true)
  })

  it('is written by one process alone, which says so to others', async () => {
    expect(await askInAnotherProcess('append')).toEqual({
      error: `The ledger ${file} is being written by costspan dev at ${receiver.url}: end that first.`,
    })
  })

  it('says why a question makes no sense', async () => {
    expect(await askInAnotherProcess('nonsense')).toMatchObject({
      error: expect.stringContaining('dimension is "colour", expected one of feature'),
    })
  })

  it('is not mistaken for another one that is served at its old address', async () => {
    leaveAddress(receiver.url, 'another-one')
    expect(await askInAnotherProcess()).toMatchObject({ error: expect.stringContaining('another ledger is open here') })
  })

  it('is not opened to web pages', async () => {
    const ask = async (headers: Record<string, string>): Promise<number> => {
      const response = await fetch(`${receiver.url}/api/ledger/sum`, { method: 'POST', body: '[]', headers })
      return response.status
    }
    expect(await ask({ 'costspan-ledger': 'this-one' })).toBe(200)
    expect(await ask({})).toBe(404)
    expect(await ask({ 'costspan-ledger': 'this-one', 'sec-fetch-site': 'cross-site' })).toBe(403)
  })

  it('believes no address in a file that others may read, and shows it no token', async () => {
    const tokens = await tokensShownTo('127.0.0.1', async (url) => {
      leaveAddress(url, 'this-one')
      chmodSync(`${file}.address`, 0o644)
      expect(await askInAnotherProcess()).toEqual({
        error: `The ledger ${file} is in use, and its address is not believed: expected ${file}.address to be a file of yours that nobody else may read or write.`,
      })
    })
    expect(tokens).toEqual([])
  })

  it('believes no address behind a link', async () => {
    const tokens = await tokensShownTo('127.0.0.1', async (url) => {
      leaveAddress(url, 'this-one')
      renameSync(`${file}.address`, `${file}.elsewhere`)
      symlinkSync(`${file}.elsewhere`, `${file}.address`)
      expect(await askInAnotherProcess()).toMatchObject({ error: expect.stringContaining('is in use') })
    })
    expect(tokens).toEqual([])
  })

  it('believes no address of another machine', async () => {
    leaveAddress('http://203.0.113.7:4318', 'this-one')
    expect(await askInAnotherProcess()).toEqual({
      error: `The ledger ${file} is in use, and its address is not believed: 203.0.113.7:4318 is no address of this machine.`,
    })
  })

  it('shows the token to an address of our own', async () => {
    const tokens = await tokensShownTo('127.0.0.1', async (url) => {
      leaveAddress(url, 'this-one')
      await askInAnotherProcess('nonsense')
    })
    expect(tokens).toEqual([`Bearer ${TOKEN}`])
  })

  it('is in use, as a sentence says, when nobody answers at its address', async () => {
    leaveAddress('http://127.0.0.1:1', 'this-one')
    expect(await askInAnotherProcess()).toEqual({
      error: `The ledger ${file} is in use, and costspan dev at http://127.0.0.1:1 does not answer.`,
    })
  })
})

it('is opened as ever when the process that left an address was killed', async () => {
  const ledger = await openLedger(file)
  await ledger.append([madeCall({ nanoUsd: 5n })])
  await ledger.close()
  leaveAddress('http://127.0.0.1:1', 'gone')
  const again = await openLedger(file, { readOnly: true })
  expect((await again.sum())[0]?.nanoUsd).toBe(5n)
  await again.close()
})

function at(hour: number): bigint {
  return BigInt(T0 + hour * 3_600_000) * 1_000_000n
}

function leaveAddress(url: string, id: string): void {
  rmSync(`${file}.address`, { force: true })
  writeFileSync(`${file}.address`, JSON.stringify({ url, id }), { mode: 0o600 })
}

/** Listens as somebody else might, and gives the tokens that it was shown. */
async function tokensShownTo(host: string, ask: (url: string) => Promise<void>): Promise<readonly unknown[]> {
  const tokens: unknown[] = []
  const server = createServer((request, response) => {
    tokens.push(request.headers.authorization)
    response.writeHead(404).end('{}')
  }).listen(0, host)
  await once(server, 'listening')
  try {
    await ask(`http://${host}:${(server.address() as AddressInfo).port}`)
  } finally {
    server.close()
  }
  return tokens
}

async function askInAnotherProcess(task = 'ask', ...args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, ['--conditions=@costspan/source', ASK_SHARED, file, task, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, COSTSPAN_TOKEN: TOKEN },
  })
  const ended = once(child, 'exit')
  const lines: string[] = []
  for await (const line of createInterface(child.stdout)) lines.push(line)
  await ended
  return JSON.parse(lines.join(''))
}

/** As it looks when another process prints it. */
function printed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each)))
}
