import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type BudgetStatus, createGuard, createSqliteLedger, openStore } from '@costspan/guard'
import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFaultApp } from './run-metered.ts'

const LIMIT = '$100.00'
const HOLD_MILLIS = 600_000
/** Calls after which a process is killed, and how many turns of the event loop later: wherever it is then. */
const KILLS = [
  { calls: 1, turns: 0 },
  { calls: 1, turns: 40 },
  { calls: 2, turns: 7 },
  { calls: 3, turns: 150 },
  { calls: 5, turns: 90 },
  { calls: 8, turns: 300 },
]

const dir = mkdtempSync(join(tmpdir(), 'costspan-killed-'))
const [budgetFile, ledgerFile] = [join(dir, 'budgets.db'), join(dir, 'ledger.db')]
let provider: FakeProvider

beforeAll(async () => {
  provider = await startFakeProvider()
  await Promise.all(KILLS.map(killAfter))
  await provider.idle()
}, 120_000)
afterAll(async () => {
  await provider.close()
  rmSync(dir, { recursive: true })
})

async function killAfter({ calls, turns }: (typeof KILLS)[number]): Promise<void> {
  const app = startFaultApp('spends.mjs', provider, { BUDGET_FILE: budgetFile, LEDGER_FILE: ledgerFile, LIMIT }, 'bare')
  await app.printed(`made ${calls}.`)
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate)
  app.process.kill('SIGKILL')
  expect((await app.ended).signal).toBe('SIGKILL')
}

async function statusAt(atMillis: number): Promise<BudgetStatus | undefined> {
  const guard = createGuard({
    budgets: [{ name: 'all', limit: LIMIT, per: 'month' }],
    store: openStore(`sqlite:${budgetFile}`),
    ledger: createSqliteLedger(ledgerFile),
    now: () => atMillis,
  })
  // What is pending in the ledger is booked with the first decision.
  const admission = await guard.admit({
    context: {},
    provider: 'openai',
    model: 'gpt-4o',
    operation: 'chat',
    estimate: { nanoUsd: 0n, inputTokens: 0, outputTokens: 0 },
  })
  if (admission.decision === 'allow') await guard.release(admission.reservation)
  const [status] = await guard.status()
  await guard.close()
  return status
}

describe('processes that are killed while they spend', () => {
  it('leave files that are whole', () => {
    const checks = [budgetFile, ledgerFile].map((path) => {
      const db = new DatabaseSync(path)
      const [answer] = db.prepare('PRAGMA integrity_check').all()
      db.close()
      return answer
    })
    expect(checks).toEqual([{ integrity_check: 'ok' }, { integrity_check: 'ok' }])
  })

  it('have either booked or still hold what the provider bills, and nothing twice', async () => {
    const billed = provider.bill().totalNanoUsd
    const status = await statusAt(Date.now())
    const { spent = -1n, held = -1n } = status ?? {}
    expect(billed).toBeGreaterThan(0n)
    expect(spent <= billed).toBe(true)
    expect(spent + held >= billed).toBe(true)
  })

  it('hold nothing any more when the life of their holds is over', async () => {
    const status = await statusAt(Date.now() + HOLD_MILLIS + 1_000)
    expect(status?.held).toBe(0n)
  })
})
