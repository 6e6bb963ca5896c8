import { type BudgetStatus, createGuard } from '@costspan/guard'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask, CENT, reported } from '../unit/guard/ask.ts'

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
    if (isSettled) settledNano += CENT * BigInt(cents)
    await (isSettled
      ? guard.settle(admission.reservation, reported(CENT * BigInt(cents)))
      : guard.release(admission.reservation))
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
})
