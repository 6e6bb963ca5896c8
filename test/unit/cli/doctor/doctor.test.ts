import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createLedger,
  type DoctorFacts,
  examine,
  type Finding,
  installedPackages,
  type LedgerFacts,
  ledgerFacts,
  runCommandLine,
  startReceiver,
} from '@costspan/cli'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { madeCall } from '../../../support/made-call.ts'

const PACKAGES = { '@costspan/node': ['0.1.0'], openai: ['7.57.0'], '@opentelemetry/api': ['1.10.0'] }
const LEDGER: LedgerFacts = {
  file: 'costspan.duckdb',
  calls: 10,
  lastCallMillis: 0,
  providers: ['openai'],
  features: 3,
  unpriced: [],
  newest: 10,
  twins: 0,
}
const HEALTHY: DoctorFacts = {
  nowMillis: 0,
  nodeVersion: 'v24.21.0',
  env: {},
  settings: { config: { streamUsage: 'count' } },
  packages: new Map(Object.entries(PACKAGES)),
  scripts: ['node --import @costspan/node/register app.mjs'],
  endpoint: {
    url: 'http://c:4318/v1/traces',
    status: 200,
    problem: undefined,
    clock: { theirsMillis: 0, oursMillis: 900 },
  },
  pricesPublishedMillis: 0,
  ledger: LEDGER,
}

interface Case {
  readonly name: string
  readonly facts?: Partial<DoctorFacts>
  readonly packages?: Readonly<Record<string, readonly string[]>>
  readonly ledger?: Partial<LedgerFacts>
  readonly level: Finding['level']
  readonly text: string
}
const CASES = JSON.parse(readFileSync(new URL('findings.json', import.meta.url), 'utf8')) as readonly Case[]

describe('the checks', () => {
  it('find nothing wrong with an application that is metered', () => {
    expect(examine(HEALTHY).filter(({ level }) => level !== 'ok')).toEqual([])
  })

  it.each(CASES)(
    'say what is wrong and how to mend it: $name, $text',
    ({ name, facts, packages, ledger, level, text }) => {
      const found = examine({
        ...HEALTHY,
        ...(name === 'switched on' && { ledger: undefined }),
        ...(ledger && { ledger: { ...LEDGER, ...ledger } }),
        ...(packages && { packages: new Map(Object.entries({ ...PACKAGES, ...packages })) }),
        ...facts,
      })
      const wrong = found.filter((each) => each.level !== 'ok' && each.level !== 'unknown')
      expect(wrong).toEqual([{ name, level, text, mend: expect.stringMatching(/\.$/) }])
    },
  )
})

describe('the facts of a ledger', () => {
  it('count second spans of one call, and not calls that only look alike', async () => {
    const ledger = createLedger()
    const tokens = { input: 100, output: 5, cacheRead: 0, cacheWrite: 0, reasoning: 0 }
    const at = 1_790_000_000_000_000_000n
    ledger.addCall(madeCall({ tokens, startUnixNano: at, durationMillis: 900 }))
    ledger.addCall(madeCall({ tokens, startUnixNano: at + 5_000_000n, durationMillis: 880 }))
    ledger.addCall(madeCall({ tokens, startUnixNano: at + 2_000_000_000n, durationMillis: 900 }))
    ledger.addCall(madeCall({ tokens, startUnixNano: at, traceId: 'another' }))
    expect(await ledgerFacts(ledger, 'file')).toMatchObject({ calls: 4, newest: 4, twins: 1, providers: ['openai'] })
  })
})

describe('costspan doctor', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'costspan-doctor-'))
    install('openai', '4.1.0')
    install('left/node_modules/@opentelemetry/api', '1.9.0')
    install('left', '1.0.0')
    writeFileSync(join(folder, 'package.json'), '{"scripts":{"start":"node app.mjs"}}')
    writeFileSync(join(folder, 'costspan.yaml'), 'prics: []\n')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  function install(name: string, version: string): void {
    const path = join(folder, 'node_modules', name)
    mkdirSync(path, { recursive: true })
    writeFileSync(join(path, 'package.json'), JSON.stringify({ version }))
  }

  it('sees what is installed in a folder, with the copies that packages bring', () => {
    const packages = installedPackages(folder)
    expect(['openai', 'left', '@opentelemetry/api'].map((name) => packages.get(name))).toEqual([
      ['4.1.0'],
      ['1.0.0'],
      ['1.9.0'],
    ])
  })

  it('asks the endpoint, and exits with 1 when something is broken', async () => {
    const receiver = await startReceiver({ sink: createLedger(), port: 0 })
    let stdout = ''
    const exitCode = await runCommandLine(['doctor', folder, '--json'], {
      stdout: { write: (text) => (stdout += text) },
      stderr: process.stderr,
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url },
    })
    await receiver.close()
    const findings = JSON.parse(stdout) as readonly (Finding & { readonly name: string })[]
    const levels = Object.fromEntries(findings.map(({ name, level }) => [name, level]))
    expect(exitCode).toBe(1)
    expect(levels).toMatchObject({ configuration: 'error', endpoint: 'ok', clock: 'ok', 'SDK versions': 'warning' })
    expect(findings.find(({ name }) => name === 'configuration')?.text).toContain('prics')
  })
})
