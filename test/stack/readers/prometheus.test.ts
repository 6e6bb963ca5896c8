import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLedger, openSource, runCommandLine } from '@costspan/cli'
import { afterAll, expect, inject, it } from 'vitest'
import { type HeldReader, readerContract, tellsSumsAlone } from '../../contract/ledger/reader-contract.ts'
import { freePorts } from '../whole/free-ports.ts'
import { type Server, startServer } from '../whole/start-server.ts'
import { meteredDays, otlpCounters } from './metered-days.ts'

const DAY = 86_400_000
const TICK = 600_000
const folder = mkdtempSync(join(tmpdir(), 'costspan-prometheus-'))
let server: Server | undefined
let url = ''

afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

readerContract(heldReader, tellsSumsAlone)

async function heldReader(): Promise<HeldReader> {
  url = await startPrometheus()
  const fromMillis = Math.floor(Date.now() / DAY) * DAY - 4 * DAY
  const { spans, scrapes } = await meteredDays(fromMillis, 3)
  for (const scrape of scrapes) await send(otlpCounters(scrape))
  const model = createLedger()
  for (const span of spans) model.addSpan(span)
  const reader = await openSource(`prometheus=${url}`)
  if (reader === undefined) throw new Error('no reader')
  return { reader, model, window: { fromMillis: fromMillis + 89 * TICK, toMillis: fromMillis + 309 * TICK } }
}

it('is asked by the commands, which say what it does not know', async () => {
  const report = await costspan('report')
  expect([report.code, report.stderr]).toEqual([0, ''])
  expect(report.stdout).toMatch(
    /LLM cost of the week[^]*spent +\$\d[^]*By feature[^]*Not looked for[^]*Prometheus knows of a call feature, team/,
  )
  expect(report.stdout).not.toMatch(/cost per user|p95|ended by/)
  expect((await costspan('anomalies')).code).toBe(0)
  expect(await costspan('economics')).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^costspan economics: Prometheus does not know the user of a call, only feature/),
  })
})

it('says in a sentence that a server does not answer, or is another one', async () => {
  const nobody = await openSource('prometheus=http://me:secret@127.0.0.1:1')
  await expect(nobody?.sum()).rejects.toThrow(/^Prometheus at 127\.0\.0\.1:1 does not answer$/)
  const page = await openSource(`prometheus=${url}/graph`)
  await expect(page?.sum()).rejects.toThrow(/^Prometheus at 127\.0\.0\.1:\d+ answered 404/)
})

async function startPrometheus(): Promise<string> {
  const [port] = await freePorts(['prometheus']).then(Object.values)
  const config = join(folder, 'prometheus.yml')
  writeFileSync(config, 'global: { scrape_interval: 1h }\n')
  const address = `127.0.0.1:${port}`
  server = await startServer({
    program: inject('programs')['prometheus'] ?? 'prometheus',
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--web.enable-otlp-receiver',
    ],
    readyUrl: `http://${address}/-/ready`,
  })
  return `http://${address}`
}

async function send(metrics: object): Promise<void> {
  const response = await fetch(`${url}/api/v1/otlp/v1/metrics`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(metrics),
  })
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
}

async function costspan(command: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (texts[name] += text) })
  const io = { stdout: stream('stdout'), stderr: stream('stderr'), env: {} }
  return { code: await runCommandLine([command, '--ledger', `prometheus=${url}`], io), ...texts }
}
