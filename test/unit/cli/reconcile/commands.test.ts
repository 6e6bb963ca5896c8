import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { openLedger } from '@costspan/cli'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Printed, runCostspan } from '../../../support/run-costspan.ts'
import { madeWeek, openAiReports, recordOf } from './made-week.ts'

let folder: string
let ledger: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'costspan-reconcile-'))
  ledger = join(folder, 'costspan.duckdb')
  const { usage, costs } = openAiReports(madeWeek(), { times: { output: 1.1 } })
  writeFileSync(join(folder, 'usage.json'), JSON.stringify(usage))
  writeFileSync(join(folder, 'costs.json'), JSON.stringify(costs))
  const opened = await openLedger(ledger)
  await opened.append(madeWeek().map((call) => recordOf(call)))
  await opened.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

const WEEK = ['--from', '2026-11-02', '--to', '2026-11-09']

function reconciled(...more: readonly string[]): Promise<Printed> {
  return runCostspan(
    'reconcile',
    join(folder, 'usage.json'),
    join(folder, 'costs.json'),
    '--ledger',
    ledger,
    ...WEEK,
    ...more,
  )
}

describe('costspan reconcile', () => {
  it('shows the days, why they differ, and the prices that would close the gap', async () => {
    const { exitCode, stdout } = await reconciled()
    expect(exitCode).toBe(0)
    expect(stdout).toContain('openai: metered against billed')
    expect(stdout).toMatch(/\nprice +billed at another rate +gpt-4o +\$/)
    expect(stdout).toContain(`provider: openai, model: "gpt-4o", from: '2026-11-02', output: 11`)
    expect(stdout).toContain('The bill lies outside the range that was metered.')
  })

  it('fails when the gap is wider than it may be', async () => {
    expect([(await reconciled('--max-gap', '1%')).exitCode, (await reconciled('--max-gap', '20')).exitCode]).toEqual([
      1, 0,
    ])
  })

  it('brings the totals of the ledger to the bill, once, and rewrites no call', async () => {
    const before = JSON.parse((await reconciled('--json')).stdout) as Record<string, string>
    const first = await reconciled('--write-corrections', '--json')
    const second = await reconciled('--write-corrections', '--json')
    const opened = await openLedger(ledger, { readOnly: true })
    const window = { fromMillis: Date.parse('2026-11-02'), toMillis: Date.parse('2026-11-09') }
    const [all] = await opened.sum(window)
    const [calls] = await opened.sum({ ...window, where: { origin: ['otlp'] } })
    await opened.close()
    expect([first.stderr, second.stderr]).toEqual([
      '14 corrections of openai added to the ledger\n',
      '0 corrections of openai added to the ledger\n',
    ])
    expect({ all: `${all?.nanoUsd}`, metered: `${calls?.nanoUsd}`, calls: all?.calls }).toEqual({
      all: before['billed_nano_usd'],
      metered: before['metered_nano_usd'],
      calls: calls?.calls,
    })
    expect(JSON.parse(second.stdout)).toMatchObject({ metered_nano_usd: before['metered_nano_usd'] })
  })

  it('tells reports what was captured of the bill, and what would close the rest', async () => {
    const printed = await reconciled('--record')
    const report = async (...more: readonly string[]): Promise<string> =>
      (await runCostspan('report', '--ledger', ledger, '--at', '2026-11-09', ...more)).stdout
    const { capture } = JSON.parse(await report('--json')) as { capture: readonly Record<string, unknown>[] }
    const { metered_nano_usd: metered, billed_nano_usd: billed } = JSON.parse((await reconciled('--json')).stdout)
    expect([printed.exitCode, capture]).toEqual([
      0,
      [
        {
          provider: 'openai',
          firstDay: '2026-11-02',
          lastDay: '2026-11-08',
          days: 7,
          advice: expect.arrayContaining([
            expect.stringContaining('prices: [{ provider: openai, model: "gpt-4o", from: \'2026-11-02\', output: 11'),
          ]),
          metered_nano_usd: metered,
          high_nano_usd: expect.any(String),
          billed_nano_usd: billed,
          rate: Number(metered) / Number(billed),
        },
      ],
    ])
    expect(await report()).toMatch(/Captured of the bill\n.*\n +openai +2026-11-02 to 2026-11-08 +7 /)
    expect(await report('--format', 'html')).toContain('is billed at other rates than ours')
    expect(await report('--team', 'nobody')).not.toContain('Captured')
  })

  it('sends the capture rate of each day as a metric', async () => {
    const bodies: unknown[] = []
    const collector = createServer((request, response) => {
      void text(request).then((body) => {
        bodies.push([request.url, JSON.parse(body)])
        response.end('{}')
      })
    })
    await once(collector.listen(0, '127.0.0.1'), 'listening')
    const { port } = collector.address() as AddressInfo
    const { exitCode } = await reconciled('--otlp', `http://127.0.0.1:${port}`)
    collector.close()
    expect([exitCode, bodies]).toMatchObject([
      0,
      [
        [
          '/v1/metrics',
          { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'costspan.capture_rate', unit: '1' }] }] }] },
        ],
      ],
    ])
    const points = JSON.stringify(bodies).match(/"asDouble":0\.9[34]\d*/g)
    expect(points).toHaveLength(7)
  })

  it.each([
    [['reconcile'], 'expected a file, or --provider', 2],
    [['reconcile', 'x.json', '--from', '2026-11-31'], '--from is "2026-11-31", expected a day', 2],
    [['reconcile', 'x.json', '--from', '2026-11-02', '--to', '2026-11-01'], 'expected a day before --to', 2],
    [['reconcile', 'x.json', '--ledger', 'none.duckdb'], 'there is no ledger none.duckdb', 1],
  ])('says in one line what is wrong: %j', async (args, message, exitCode) => {
    expect(await runCostspan(...args)).toMatchObject({ exitCode, stdout: '', stderr: expect.stringContaining(message) })
  })

  it('says which files it cannot read, and which key it lacks', async () => {
    const strange = join(folder, 'strange.json')
    writeFileSync(strange, '{"hello":1}')
    const unknown = await runCostspan('reconcile', strange, '--ledger', ledger)
    const keyless = await runCostspan('reconcile', '--provider', 'anthropic', '--ledger', ledger)
    expect([unknown.exitCode, unknown.stderr]).toEqual([1, expect.stringContaining('is no statement that is known')])
    expect([keyless.exitCode, keyless.stderr]).toEqual([2, expect.stringContaining('ANTHROPIC_ADMIN_KEY')])
  })
})

describe('commands that ask what would have been', () => {
  it('show a model beside another one', async () => {
    const { exitCode, stdout } = await runCostspan(
      'whatif',
      '--model',
      'gpt-4o=gpt-4o-mini',
      '--ledger',
      ledger,
      ...WEEK,
    )
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/gpt-4o -> gpt-4o-mini +168 +\$\d.* to .*-\$/)])
  })

  it.each([
    [['whatif'], 'expected --model or --tier'],
    [['whatif', '--model', 'gpt-4o'], '--model is "gpt-4o", expected two models'],
    [['whatif', '--model', 'gpt-4o=qqqq'], 'there is no price for qqqq'],
    [['reprice', '--at', 'soon'], '--at is "soon"'],
  ])('refuse what makes no sense: %j', async (args, message) => {
    expect(await runCostspan(...args)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(message) })
  })

  it('price calls again at the prices of their day', async () => {
    const { stdout } = await runCostspan('reprice', '--ledger', ledger, ...WEEK, '--json')
    const { nano_usd: was, low_nano_usd: low, high_nano_usd: high } = JSON.parse(stdout) as Record<string, string>
    expect([low, high]).toEqual([was, was])
  })

  it('know of no change that nobody announced', async () => {
    const { exitCode, stdout } = await runCostspan('price-watch', '--ledger', ledger, ...WEEK, '--json')
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, []])
  })
})

describe('costspan export --focus', () => {
  it('writes charges that add up to the ledger', async () => {
    const file = join(folder, 'focus.csv')
    const { stdout } = await runCostspan('export', '--focus', file, '--ledger', ledger, ...WEEK, '--json')
    const written = JSON.parse(stdout) as { rows: number }
    const lines = readFileSync(file, 'utf8').trimEnd().split('\r\n')
    expect([lines.length - 1, lines[0]]).toEqual([written.rows, expect.stringMatching(/^BilledCost,BillingAccountId,/)])
  })
})
