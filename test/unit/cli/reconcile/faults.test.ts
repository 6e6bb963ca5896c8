import { reconcile, type Reconciliation, type Statement } from '@costspan/cli'
import { describe, expect, it } from 'vitest'
import {
  DAYS,
  FIRST_DAY,
  ledgerOf,
  type MadeCall,
  madeWeek,
  openAiReports,
  recordOf,
  type StatementFaults,
  WINDOW,
} from './made-week.ts'
import { statementOf } from './statement-of.ts'

const DAY_MILLIS = 86_400_000
const NOW = FIRST_DAY + 30 * DAY_MILLIS

async function reconciled(
  metered: readonly MadeCall[],
  billed: readonly MadeCall[] = metered,
  faults: StatementFaults = {},
): Promise<Reconciliation> {
  return reconcile(ledgerOf(metered), statement(billed, faults), { window: WINDOW, nowMillis: NOW })
}

function statement(calls: readonly MadeCall[], faults: StatementFaults): Statement {
  const { usage, costs } = openAiReports(calls, faults)
  return statementOf(faults.costsOnly === true ? [costs] : [usage, costs])
}

/** Nano-USD by kind and cause, without what amounts are rounded to. */
function sums({ residuals }: Reconciliation): Record<string, bigint> {
  const byKind: Record<string, bigint> = {}
  for (const { kind, cause, nanoUsd } of residuals) {
    const name = cause === undefined ? kind : `${kind}: ${cause}`
    if (kind !== 'rounding') byKind[name] = (byKind[name] ?? 0n) + nanoUsd
  }
  return byKind
}

function costOf(calls: readonly MadeCall[]): bigint {
  return calls.filter(isInWeek).reduce((sum, call) => sum + (recordOf(call).nanoUsd ?? 0n), 0n)
}

function isInWeek({ atMillis }: MadeCall): boolean {
  return atMillis >= WINDOW.fromMillis && atMillis < WINDOW.toMillis
}

function dayOf({ atMillis }: MadeCall): number {
  return Math.floor((atMillis - FIRST_DAY) / DAY_MILLIS)
}

const WEEK = madeWeek()

describe('a bill that agrees with the ledger', () => {
  it('leaves nothing to explain, and a capture rate of 1', async () => {
    const reconciliation = await reconciled(WEEK)
    expect(sums(reconciliation)).toEqual({})
    expect(reconciliation.captureRate).toBeCloseTo(1, 6)
    expect(reconciliation.meteredNanoUsd).toBe(costOf(WEEK))
  })
})

describe('a single fault', () => {
  it('is coverage when a day was not metered', async () => {
    const missing = WEEK.filter((call) => dayOf(call) === 3)
    const reconciliation = await reconciled(
      WEEK.filter((call) => dayOf(call) !== 3),
      WEEK,
    )
    expect(sums(reconciliation)).toEqual({ 'coverage: missing_day': near(costOf(missing)) })
  })

  it('is coverage when some calls were not metered', async () => {
    const isMissing = (_: MadeCall, index: number): boolean => index % 10 === 4
    const reconciliation = await reconciled(
      WEEK.filter((call, index) => !isMissing(call, index)),
      WEEK,
    )
    expect(sums(reconciliation)).toEqual({ 'coverage: missing_calls': near(costOf(WEEK.filter(isMissing))) })
  })

  it('is coverage when calls were counted twice', async () => {
    const twice = WEEK.flatMap((call) => (dayOf(call) === 2 ? [call, call] : [call]))
    const reconciliation = await reconciled(twice, WEEK)
    const tooMuch = costOf(WEEK.filter((call) => dayOf(call) === 2))
    expect(sums(reconciliation)).toEqual({ 'coverage: counted_twice': near(-tooMuch) })
  })

  it('is coverage when metered calls are on another bill', async () => {
    const others = WEEK.filter((call, index) => index % 4 === 0)
    const reconciliation = await reconciled(
      WEEK,
      WEEK.filter((call) => !others.includes(call)),
    )
    expect(sums(reconciliation)).toEqual({ 'coverage: not_billed': near(-costOf(others)) })
  })

  it('is a quantity when the same calls have other counts', async () => {
    const undercounted = WEEK.map((call) => ({ ...call, output: call.output - 100 }))
    const reconciliation = await reconciled(undercounted, WEEK)
    expect(sums(reconciliation)).toEqual({ quantity: near(costOf(WEEK) - costOf(undercounted)) })
  })

  it('is a price when tokens are billed at another rate', async () => {
    const reconciliation = await reconciled(WEEK, WEEK, { times: { output: 1.2 } })
    const output = WEEK.filter(isInWeek).reduce((sum, call) => sum + recordOf(call).parts.output, 0n)
    expect(sums(reconciliation)).toEqual({ 'price: other_rate': near(output / 5n) })
  })

  it('is a tier when tokens are billed in another one', async () => {
    const batched = WEEK.map((call) => (dayOf(call) === 1 ? { ...call, tier: 'batch' } : call))
    const reconciliation = await reconciled(WEEK, batched)
    expect(sums(reconciliation)).toEqual({ 'tier: other_tier': near(costOf(batched) - costOf(WEEK)) })
  })

  it('is a tier when amounts without usage are those of one', async () => {
    const uncached = WEEK.filter(isInWeek).map((call) => ({ ...call, cacheRead: 0 }))
    const batched = uncached.map((call) => (dayOf(call) === 1 ? { ...call, tier: 'batch' } : call))
    const reconciliation = await reconciled(uncached, batched, { costsOnly: true })
    expect(sums(reconciliation)).toEqual({ 'tier: other_tier': near(costOf(batched) - costOf(uncached)) })
    expect(new Set(reconciliation.residuals.filter(({ kind }) => kind === 'tier').map(({ detail }) => detail))).toEqual(
      new Set(['batch']),
    )
  })

  it('is unexplained when amounts without usage fit nothing', async () => {
    const reconciliation = await reconciled(WEEK, WEEK, { costsOnly: true, times: { output: 1.37 } })
    expect(Object.keys(sums(reconciliation))).toEqual(['unexplained'])
  })

  it.each([-7, -1, 1, 8])('is a boundary when days begin %i hours from midnight UTC', async (shiftHours) => {
    const reconciliation = await reconciled(WEEK, WEEK, { shiftHours })
    const shifted = WEEK.map((call) => ({ ...call, atMillis: call.atMillis + shiftHours * 3_600_000 }))
    expect(reconciliation.shiftHours).toBe(shiftHours)
    expect(sums(reconciliation)).toEqual({ 'boundary: other_day': near(costOf(shifted) - costOf(WEEK)) })
  })

  it('is a boundary when a call is billed on the day in which it ended', async () => {
    const midnight = FIRST_DAY + 4 * DAY_MILLIS
    const long = { ...(WEEK[0] as MadeCall), atMillis: midnight - 60_000, input: 90_000, output: 40_000 }
    const reconciliation = await reconciled([...WEEK, long], [...WEEK, { ...long, atMillis: midnight + 60_000 }])
    const days = reconciliation.days.map(
      ({ models }) => models.flatMap(({ residuals }) => residuals).filter(({ kind }) => kind === 'boundary').length,
    )
    expect(Object.keys(sums(reconciliation))).toEqual(['boundary: other_day'])
    expect(sums(reconciliation)['boundary: other_day']).toBe(0n)
    expect(days.map((count) => count > 0)).toEqual([false, false, false, true, true, false, false])
  })
})

describe('a day that the statement says nothing of', () => {
  it('is unknown and not a bill of 0', async () => {
    const { usage, costs } = openAiReports(WEEK)
    const withoutDay = (report: object): object => ({
      ...report,
      data: (report as { data: readonly object[] }).data.filter((_, index) => index !== 5),
    })
    const reconciliation = await reconcile(ledgerOf(WEEK), statementOf([withoutDay(usage), withoutDay(costs)]), {
      window: WINDOW,
      nowMillis: NOW,
    })
    expect(reconciliation.days.map(({ known }) => known)).toEqual([true, true, true, true, true, false, true])
    expect(sums(reconciliation)).toEqual({})
    expect(reconciliation.days).toHaveLength(DAYS)
  })
})

describe('dark spend', () => {
  it('explains what unobserved attempts cost, within the range that was metered', async () => {
    const cut = WEEK.filter((_, index) => index % 20 === 3)
    const ledger = ledgerOf(WEEK.filter((call) => !cut.includes(call)))
    for (const call of cut) {
      const { nanoUsd = 0n } = recordOf(call)
      const tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 }
      const parts = recordOf({ ...call, input: 0, cacheRead: 0, output: 0 }).parts
      ledger.addCall(recordOf(call, { status: 'unobserved', nanoUsd: 0n, parts, tokens, atRiskNanoUsd: 3n * nanoUsd }))
    }
    const reconciliation = await reconcile(ledger, statement(WEEK, {}), { window: WINDOW, nowMillis: NOW })
    const { meteredNanoUsd, billedNanoUsd, highNanoUsd } = reconciliation
    expect(sums(reconciliation)).toEqual({ dark: near(costOf(cut)) })
    expect([meteredNanoUsd < billedNanoUsd, billedNanoUsd < highNanoUsd]).toEqual([true, true])
  })
})

it('adds up to the difference exactly, whatever the faults', async () => {
  const metered = WEEK.filter((_, index) => index % 9 !== 0).map((call) =>
    dayOf(call) === 4 ? { ...call, output: 7 } : call,
  )
  const reconciliation = await reconciled(metered, WEEK, { times: { input: 0.9 }, shiftHours: 2 })
  const explained = reconciliation.residuals.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n)
  expect(explained).toBe(reconciliation.billedNanoUsd - reconciliation.meteredNanoUsd)
})

/** Reports are doubles: an amount may differ by a millionth of itself. */
function near(nanoUsd: bigint): unknown {
  const tolerance = (nanoUsd < 0n ? -nanoUsd : nanoUsd) / 1_000n + 50n
  return expect.toSatisfy(
    (actual: bigint) => actual >= nanoUsd - tolerance && actual <= nanoUsd + tolerance,
    `near ${nanoUsd}`,
  )
}
