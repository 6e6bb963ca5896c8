import { runCommandLine } from '@costspan/cli'
import { createGuard, createSqliteStore } from '@costspan/guard'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CENT, spend } from '../guard/ask.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'costspan-budget-'))
  writeFileSync(
    join(dir, 'costspan.yaml'),
    `budgets:
  - { scope: user, limits: { day: $0.05, month: 100 requests } }
  - { name: all, limit: $1.00, per: month }
budgetStore: { at: 'sqlite:budgets.db', ledger: ledger.db }
`,
  )
})
afterEach(() => rmSync(dir, { recursive: true }))

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const stdout = { write: (text: string) => void (out += text) }
  const stderr = { write: (text: string) => void (err += text) }
  const env = { COSTSPAN_CONFIG: join(dir, 'costspan.yaml') }
  const code = await runCommandLine(['budget', ...args], { stdout, stderr, env })
  return { code, out, err }
}

/** What an application on the same store is allowed to spend. */
async function spendAs(user: string, calls: number): Promise<number> {
  const budgets = [{ scope: 'user', limits: { day: '$0.05', month: '100 requests' } }] as const
  const guard = createGuard({ budgets, store: createSqliteStore(join(dir, 'budgets.db')) })
  let allowed = 0
  for (let call = 0; call < calls; call++) if ((await spend(guard, { context: { user } })) === 'allow') allowed += 1
  await guard.close()
  return allowed
}

describe('costspan budget', () => {
  it('shows what one user has left, and all buckets by their hash', async () => {
    await spendAs('ada', 3)
    const ada = JSON.parse((await run('status', '--user', 'ada', '--json')).out) as object[]
    expect(ada).toMatchObject([
      { budget: 'user-day-month', scope: { user: 'ada' }, unit: 'usd', spent: `${3n * CENT}`, limit: `${5n * CENT}` },
      { budget: 'user-day-month', scope: { user: 'ada' }, unit: 'requests', spent: '3', limit: '100' },
      { budget: 'all', scope: {}, spent: '0' },
    ])
    const table = (await run('status')).out
    expect(table).toContain('60.0 %')
    expect(table).not.toContain('ada')
  })

  it('raises the limit of one user for the present window, in all processes', async () => {
    expect(await spendAs('ada', 9)).toBe(5)
    expect(await run('set', 'user-day-month', '$0.07', '--user', 'ada')).toEqual({
      code: 0,
      out: 'user-day-month: $0.0700 for the present day\n',
      err: '',
    })
    expect([await spendAs('ada', 9), await spendAs('bob', 9)]).toEqual([2, 5])
  })

  it('takes off what one user has spent', async () => {
    await spendAs('ada', 5)
    expect((await run('reset', 'user-day-month', '--user', 'ada', '--per', 'day')).out).toBe(
      'user-day-month: $0.0500 of the present day taken off\n',
    )
    expect(await spendAs('ada', 9)).toBe(5)
  })

  it('says what it needs', async () => {
    expect(await run('set', 'user-day-month', '$1.00')).toMatchObject({
      code: 2,
      err: expect.stringContaining('say whose with --user'),
    })
    expect(await run('set', 'nobodys', '$1.00')).toMatchObject({ code: 2, err: expect.stringContaining('all') })
    expect(await run('dance')).toMatchObject({ code: 2, err: expect.stringContaining('status, set, reset') })
    writeFileSync(join(dir, 'costspan.yaml'), 'budgets: [{ limit: $1.00 }]')
    expect(await run('status')).toMatchObject({ code: 2, err: expect.stringContaining('set budgetStore') })
  })

  it('replays calls against another limit', async () => {
    const rows = Array.from({ length: 10 }, (_, hour) => `2026-11-2${hour % 2}T0${hour}:00:00Z,0.01,"a, ""b""",gpt-5`)
    writeFileSync(join(dir, 'calls.csv'), ['time,cost_usd,user,model', ...rows].join('\r\n'))
    const args = ['simulate', join(dir, 'calls.csv'), '--limit', '$0.03', '--per', 'day', '--scope', 'user']
    expect(await run(...args)).toEqual({
      code: 0,
      out: `10 calls: 6 allowed ($0.0600), 4 refused ($0.0400)
  user-day: 4 calls of 1 bucket, $0.0400, first at 2026-11-20T06:00:00.000Z
`,
      err: '',
    })
    const json = JSON.parse((await run(...args, '--json')).out) as object
    expect(json).toMatchObject({ calls: 10, refused: 4, refusedNanoUsd: `${4n * CENT}` })
  })

  it('replays JSON lines with the names of span attributes', async () => {
    const calls = [1, 2, 3].map((minute) => ({
      time: Date.UTC(2026, 10, 22, 12, minute),
      'costspan.cost.nano_usd': 10_000_000,
      'user.id': 'ada',
    }))
    writeFileSync(join(dir, 'calls.jsonl'), calls.map((call) => JSON.stringify(call)).join('\n'))
    const { out } = await run('simulate', join(dir, 'calls.jsonl'), '--limit', '2 requests', '--per', 'hour')
    expect(out).toContain('3 calls: 2 allowed ($0.0200), 1 refused ($0.0100)')
  })

  it('suggests limits by what a plan earns', async () => {
    expect((await run('suggest', '--price', '$20', '--margin', '70%')).out).toBe(
      'budgets:\n  - { scope: user, limits: { month: $6.0000, day: $1.2000, hour: $0.3000 } }\n',
    )
    expect(await run('suggest', '--price', '$20', '--margin', 'most')).toMatchObject({ code: 2 })
  })
})
