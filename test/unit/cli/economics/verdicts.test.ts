import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLedger, type Ledger, ledgerSink, openLedger, runCommandLine, startReceiver } from '@costspan/cli'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findEconomics } from '../../../../packages/cli/src/economics/find-economics.ts'
import { receivedCall } from '../received-call.ts'
import verdicts from './verdict-exports.json' with { type: 'json' }

const AT = Date.UTC(2026, 10, 22)
let folder = ''
let ledger: Ledger

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'costspan-verdicts-'))
  ledger = await openLedger(join(folder, 'ledger.duckdb'))
})
afterEach(async () => {
  await ledger.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Sends the exports twice, as a sender does that missed the first answer. */
async function receive(): Promise<void> {
  const receiver = await startReceiver({ sink: ledgerSink(ledger), port: 0 })
  for (const { path, body } of [...verdicts, ...verdicts]) {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(receiver.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(response.status).toBe(200)
  }
  await receiver.close()
}

const OUTCOMES = [
  {
    name: 'ticket_resolved',
    successes: 2,
    failures: 1,
    nanoUsd: 6_000_000n,
    failedNanoUsd: 3_000_000n,
    perSuccessNanoUsd: 3_000_000n,
    valueNanoUsd: 4_500_000_000n,
    valuedSuccesses: 1,
    successesWithoutCalls: 0,
    unpricedCalls: 1,
    versions: [
      {
        version: '1.0',
        revision: 'badf00d',
        successes: 2,
        failures: 0,
        nanoUsd: 3_000_000n,
        failedNanoUsd: 0n,
        perSuccessNanoUsd: 1_500_000n,
        valueNanoUsd: 4_500_000_000n,
        valuedSuccesses: 1,
        successesWithoutCalls: 0,
        unpricedCalls: 1,
      },
      {
        version: '1.1',
        revision: 'c0ffee',
        successes: 0,
        failures: 1,
        nanoUsd: 3_000_000n,
        failedNanoUsd: 3_000_000n,
        perSuccessNanoUsd: undefined,
        valueNanoUsd: undefined,
        valuedSuccesses: 0,
        successesWithoutCalls: 0,
        unpricedCalls: 0,
      },
    ],
  },
]

const QUALITY = [
  {
    evaluation: 'relevance',
    feature: 'support',
    model: 'gpt-4o-mini',
    evaluated: 1,
    meanScore: 0.75,
    nanoUsd: 2_000_000n,
    pointsPerUsd: 375,
  },
  {
    evaluation: 'relevance',
    feature: 'support',
    model: 'gpt-4o',
    evaluated: 1,
    meanScore: 0.9,
    nanoUsd: 3_000_000n,
    pointsPerUsd: 300,
  },
]

describe('what is said of calls after they were made', () => {
  it('makes the cost of an outcome by version, failures included, and the quality that a dollar buys', async () => {
    await receive()
    const { outcomes, quality } = await findEconomics(ledger, { atMillis: AT })
    expect({ outcomes, quality }).toEqual({ outcomes: OUTCOMES, quality: QUALITY })
  })

  it('is the same in memory', async () => {
    const memory = createLedger()
    const receiver = await startReceiver({ sink: memory, port: 0 })
    for (const { path, body } of verdicts) {
      const headers = { 'content-type': 'application/json' }
      await fetch(receiver.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    }
    await receiver.close()
    const { outcomes, quality } = await findEconomics(memory, { atMillis: AT })
    expect({ outcomes, quality }).toEqual({ outcomes: OUTCOMES, quality: QUALITY })
  })

  it('is of no call where its scope is none, whatever that is called', async () => {
    const memory = createLedger()
    for (const by of ['trace', 'constructor', 'user']) {
      memory.addSpan(receivedCall({ 'costspan.outcome.name': 'sale', 'costspan.outcome.by': by }))
    }
    const said = await memory.verdicts?.({ kind: 'outcome', fromMillis: 0, toMillis: Infinity })
    expect(said?.map(({ by }) => by)).toEqual(['traceId'])
  })

  it('comes from files of the Collector as well, and from CSV', async () => {
    const lines = join(folder, 'collected.json')
    writeFileSync(lines, `${verdicts.map(({ body }) => JSON.stringify(body)).join('\n')}\n`)
    writeFileSync(join(folder, 'quality.csv'), 'evaluation,run,score\nrating,r-1,4\nrating,r-1,5\nrating,nobody,1\n')
    await ledger.close()
    expect(await command('ingest', lines)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('7 outcomes and evaluations'),
    })
    const printed = await command('economics', '--at', '2026-11-22', '--quality', join(folder, 'quality.csv'), '--json')
    ledger = await openLedger(join(folder, 'ledger.duckdb'))
    const { outcomes, quality } = JSON.parse(printed.stdout)
    expect(outcomes[0]).toMatchObject({ name: 'ticket_resolved', per_success_usd: 0.003, value_usd: 4.5 })
    expect(quality.map((line: object) => Object.values(line))).toEqual([
      ['rating', 'support', 'gpt-4o-mini', 1, 4.5, 0.002, 2250],
      ['relevance', 'support', 'gpt-4o-mini', 1, 0.75, 0.002, 375],
      ['relevance', 'support', 'gpt-4o', 1, 0.9, 0.003, 300],
    ])
  })

  it('stands in the text of the command, with what is lost on outcomes', async () => {
    await receive()
    await ledger.close()
    const { stdout } = await command('economics', '--at', '2026-11-22')
    ledger = await openLedger(join(folder, 'ledger.duckdb'))
    expect(stdout).toMatch(/ticket_resolved\s+2\s+1\s+66\.7 %/)
    expect(stdout).toMatch(/ticket_resolved\s+1\.1\s+c0ffee\s+0\s+1/)
    expect(stdout).toMatch(/relevance\s+support\s+gpt-4o-mini\s+1\s+0\.75\s+\S+\s+375/)
  })

  it('stands in the report of the week, in every form of it, and in that of a team where it is the team that paid', async () => {
    await receive()
    await ledger.close()
    const report = async (...more: readonly string[]): Promise<string> =>
      (await command('report', '--at', '2026-11-22', ...more)).stdout
    const forms = [await report(), await report('--format', 'markdown'), await report('--format', 'html')]
    const [json, ofTeam] = [JSON.parse(await report('--json')), JSON.parse(await report('--team', 'nobody', '--json'))]
    ledger = await openLedger(join(folder, 'ledger.duckdb'))
    for (const form of forms) expect(form).toMatch(/Outcomes by version[^]*c0ffee[^]*Quality for a dollar[^]*relevance/)
    expect(json).toMatchObject({
      outcomes: [{ name: 'ticket_resolved', successes: 2, failures: 1, per_success_usd: 0.003 }],
      quality: [{ points_per_usd: 375 }, { points_per_usd: 300 }],
    })
    expect(ofTeam).toMatchObject({ outcomes: [], quality: [] })
  })

  it('is refused where a file makes no sense', async () => {
    writeFileSync(join(folder, 'bad.csv'), 'run,score\nr-1,good\n')
    await ledger.close()
    const answer = await command('economics', '--quality', join(folder, 'bad.csv'))
    ledger = await openLedger(join(folder, 'ledger.duckdb'))
    expect(answer).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('line 2 must have a score that is a number'),
    })
  })
})

async function command(
  name: string,
  ...args: readonly string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' }
  const stream = (stdio: 'stdout' | 'stderr') => ({ write: (text: string) => (texts[stdio] += text) })
  const io = { stdout: stream('stdout'), stderr: stream('stderr'), env: {} }
  return { code: await runCommandLine([name, '--ledger', join(folder, 'ledger.duckdb'), ...args], io), ...texts }
}
