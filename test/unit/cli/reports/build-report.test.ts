import fc from 'fast-check'
import { createLedger } from '@costspan/cli'
import { describe, expect, it } from 'vitest'
import { buildReport } from '../../../../packages/cli/src/reports/period/build-report.ts'
import { DIMENSIONS } from '../../../../packages/cli/src/reports/dimensions.ts'
import { reportWindows } from '../../../../packages/cli/src/reports/period/report-windows.ts'
import { madeCall } from '../../../support/made-call.ts'
import { DAY, HOSTILE_USER, NOW, storyLedger } from './story-ledger.ts'

const total = (lines: readonly { readonly nanoUsd: bigint }[]): bigint =>
  lines.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n)

describe('a report of a period', () => {
  it('has the totals of the ledger to the nano-dollar, by every dimension', async () => {
    const amounts = fc.array(
      fc.record({
        nanoUsd: fc.option(fc.bigInt(0n, 2n ** 60n), { nil: undefined }),
        feature: fc.constantFrom('a', 'b', undefined, 'unattributed', '__proto__'),
        user: fc.constantFrom('x', undefined),
        hour: fc.integer({ min: 1, max: 24 * 20 }),
      }),
      { maxLength: 30 },
    )
    await fc.assert(
      fc.asyncProperty(amounts, async (made) => {
        const ledger = createLedger()
        for (const { hour, ...given } of made) {
          ledger.addCall(madeCall({ ...given, startUnixNano: BigInt(NOW - hour * 3_600_000) * 1_000_000n }))
        }
        const report = await buildReport(ledger, { toMillis: NOW })
        const inside = made.filter(({ hour }) => hour <= 7 * 24)
        const exact = inside.reduce((sum, { nanoUsd }) => sum + (nanoUsd ?? 0n), 0n)
        expect(report.total.calls).toBe(inside.length)
        expect([report.total.nanoUsd, ...DIMENSIONS.map((dimension) => total(report.by[dimension]))]).toEqual(
          Array(1 + DIMENSIONS.length).fill(exact),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('shows the stretch before, and what each name cost in it', async () => {
    const report = await buildReport(storyLedger(), { toMillis: NOW })
    expect(report.window).toEqual({ fromMillis: NOW - 7 * DAY, toMillis: NOW })
    expect(report.previous).toEqual({ fromMillis: NOW - 14 * DAY, toMillis: NOW - 7 * DAY })
    expect(report.by.feature.map(({ name, nanoUsd, beforeNanoUsd }) => ({ name, nanoUsd, beforeNanoUsd }))).toEqual([
      { name: 'chat', nanoUsd: 84n * 1_000_000_007n, beforeNanoUsd: 84n * 1_000_000_007n },
      { name: 'search', nanoUsd: 84n * 40_000_003n, beforeNanoUsd: 84n * 40_000_003n },
    ])
    expect(report.anomalies).toEqual([])
    expect(report).toMatchObject({ users: 8, sessions: 11, forecast: { status: 'forecast' } })
  })

  it('of a team is about its calls and its budgets alone', async () => {
    const budget = (team: string) => ({ name: team, limitNanoUsd: 1_000n, where: { team: [team] } })
    const budgets = [budget('support'), budget('search'), { name: 'all', limitNanoUsd: 1_000n, where: {} }]
    const report = await buildReport(storyLedger(), { toMillis: NOW, team: 'search', budgets })
    expect(report.total.nanoUsd).toBe(84n * 40_000_003n)
    expect(report.by.user.map(({ name }) => name)).toEqual([HOSTILE_USER])
    expect(report.budgets.map(({ name }) => name)).toEqual(['search'])
    expect(report.budgets[0]?.forecast).toMatchObject({ month: { exhaustion: { isOver: true } } })
  })

  it('compares a day with the same weekday before, and longer periods with the one before', () => {
    expect(reportWindows('day', NOW).previous).toEqual({ fromMillis: NOW - 8 * DAY, toMillis: NOW - 7 * DAY })
    expect(reportWindows('month', NOW).previous).toEqual({ fromMillis: NOW - 60 * DAY, toMillis: NOW - 30 * DAY })
  })
})
