import { type BudgetStatus, createGuard } from '@costspan/guard'
import { startFakeProvider } from '@costspan-test/fake-provider'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startOtlpReceiver } from '../support/otlp-receiver.ts'
import { ask, CENT, reported } from '../unit/guard/ask.ts'
import { startFaultApp } from './run-metered.ts'

const NOON = Date.UTC(2026, 10, 22, 12)
const HOUR = 3_600_000
const YEAR = 365 * 24 * HOUR

/** A call that is asked for, and ends when the clock shows something else. */
interface JumpingCall {
  readonly user: string
  readonly cents: number
  /** What the clock shows when the call ends, in milliseconds after noon. */
  readonly clockMillis: number
  readonly isSettled: boolean
}

const callsWith = (clockMillis: fc.Arbitrary<number>): fc.Arbitrary<JumpingCall[]> =>
  fc.array(
    fc.record({
      user: fc.constantFrom('ann', 'bob'),
      cents: fc.integer({ min: 0, max: 3 }),
      clockMillis,
      isSettled: fc.boolean(),
    }),
    { maxLength: 30 },
  )

/** Makes the calls one after the other, and gives how budgets stand, and what was settled. */
async function run(calls: readonly JumpingCall[]): Promise<{ status: readonly BudgetStatus[]; settledNano: bigint }> {
  let now = NOON
  let settledNano = 0n
  const budgets = [
    { name: 'all', limit: '$100.00', per: 'run' },
    { scope: 'user', limit: '$1.00', per: 'hour' },
  ] as const
  const guard = createGuard({ budgets, now: () => now })
  for (const { user, cents, clockMillis, isSettled } of calls) {
    const admission = await ask(guard, { context: { user, run: 'one' } })
    now = NOON + clockMillis
    if (admission.decision === 'deny') continue
    const end = (): Promise<unknown> =>
      isSettled
        ? guard.settle(admission.reservation, reported(CENT * BigInt(cents)))
        : guard.release(admission.reservation)
    if (isSettled) settledNano += CENT * BigInt(cents)
    // A settlement may be told again, such as by a process that does not know whether it was heard.
    await end()
    await end()
  }
  const status = await guard.status()
  await guard.close()
  return { status, settledNano }
}

describe('a clock that jumps', () => {
  it('by days to and fro loses no settlement, and books none twice', async () => {
    const days = callsWith(fc.integer({ min: -20 * HOUR, max: 20 * HOUR }))
    await fc.assert(
      fc.asyncProperty(days, async (calls) => {
        const { status, settledNano } = await run(calls)
        const ofRun = status.find(({ window }) => window === 'run')
        expect([ofRun?.spent ?? 0n, ofRun?.held ?? 0n]).toEqual([settledNano, 0n])
      }),
      { numRuns: 100 },
    )
  })

  it('by years makes no counter negative and holds nothing for ever', async () => {
    const years = callsWith(fc.integer({ min: -50 * YEAR, max: 200 * YEAR }))
    await fc.assert(
      fc.asyncProperty(years, async (calls) => {
        const { status } = await run(calls)
        expect(status.filter(({ spent, held }) => spent < 0n || held !== 0n)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('by days in the middle of calls loses none of them, and none has taken less than no time', async () => {
    await using receiver = await startOtlpReceiver()
    const provider = await startFakeProvider()

    const end = await startFaultApp('clock.mjs', provider, receiver.env).ended

    expect([end.code, end.stdout]).toEqual([0, 'made 5\n'])
    expect(receiver.total('costspan.calls')).toBe(5)
    expect(receiver.nanoUsd('costspan.cost')).toBe(Number(provider.bill().totalNanoUsd))
    expect(receiver.spans.filter(({ durationMillis }) => !(durationMillis >= 0 && durationMillis < 60_000))).toEqual([])
    await provider.close()
  })
})
