import {
  type AlertSink,
  type BudgetAlert,
  type BudgetOptions,
  createGuard,
  createMemoryStore,
  type GuardOptions,
} from '@costspan/guard'
import { describe, expect, it, vi } from 'vitest'
import { admitted, CENT, refused, spend } from '../ask.ts'

const NOON = Date.UTC(2026, 10, 22, 12)
const DAY = 86_400_000

function recordingSink(): AlertSink & { readonly alerts: BudgetAlert[] } {
  const alerts: BudgetAlert[] = []
  return { name: 'recording', alerts, send: async (alert) => void alerts.push(alert) }
}

function guardWith(sink: AlertSink, options: Partial<GuardOptions> = {}, budget: BudgetOptions = {}) {
  const budgets = [{ name: 'all', limit: '$10.00', per: 'day', ...budget } as const]
  return createGuard({ budgets, alerts: [sink], now: () => NOON, ...options })
}

const rungs = (alerts: readonly BudgetAlert[]): number[] => alerts.map(({ atPercent }) => atPercent)

describe('alerts', () => {
  it('A1: are sent once for each rung, however many calls are made beyond it', async () => {
    const sink = recordingSink()
    const guard = guardWith(sink)
    await Promise.all(Array.from({ length: 1_000 }, () => spend(guard)))
    await Promise.all(Array.from({ length: 100 }, () => spend(guard)))
    await guard.close()
    expect(rungs(sink.alerts)).toEqual([50, 80, 90, 95, 100])
  })

  it('A2: are sent once by all instances on one store', async () => {
    const [one, other, store] = [recordingSink(), recordingSink(), createMemoryStore()]
    const [first, second] = [guardWith(one, { store }), guardWith(other, { store })]
    await Promise.all(Array.from({ length: 600 }, (_, call) => spend(call % 2 === 0 ? first : second)))
    for (const guard of [first, second]) await refused(guard, { nanoUsd: 990n * CENT })
    await Promise.all([first.close(), second.close()])
    expect(rungs([...one.alerts, ...other.alerts]).toSorted((a, b) => a - b)).toEqual([50, 100])
  })

  it('A3: are sent anew in the next window, and for another bucket', async () => {
    const sink = recordingSink()
    let now = NOON
    const guard = guardWith(sink, { now: () => now }, { scope: 'user' })
    const half = { nanoUsd: 500n * CENT }
    await spend(guard, { ...half, context: { user: 'a' } })
    await spend(guard, { ...half, context: { user: 'b' } })
    now += DAY
    await spend(guard, { ...half, context: { user: 'a' } })
    await guard.close()
    expect(sink.alerts.map(({ scope, windowId, spentBefore }) => [scope['user'], windowId, spentBefore])).toEqual([
      ['a', '2026-11-22', 0n],
      ['b', '2026-11-22', 0n],
      ['a', '2026-11-23', 500n * CENT],
    ])
  })

  it('do not come for calls that are refused while others only hold the rest', async () => {
    const sink = recordingSink()
    const guard = guardWith(sink)
    await admitted(guard, { nanoUsd: 1_000n * CENT })
    await refused(guard)
    await guard.close()
    expect(sink.alerts).toEqual([])
  })

  it('tell who has spent it', async () => {
    const sink = recordingSink()
    const guard = guardWith(sink)
    await spend(guard, { nanoUsd: 100n * CENT, context: { user: 'a', feature: 'search' }, model: 'gpt-5' })
    await spend(guard, { nanoUsd: 400n * CENT, context: { user: 'b', feature: 'search' }, model: 'gpt-5-mini' })
    await guard.close()
    expect(sink.alerts).toEqual([
      {
        id: expect.any(String),
        budget: 'all',
        mode: 'enforce',
        scope: {},
        window: 'day',
        windowId: '2026-11-22',
        unit: 'usd',
        limit: 1000n * CENT,
        spent: 500n * CENT,
        held: 0n,
        atPercent: 50,
        action: 'alert',
        severity: 'info',
        resetsAtMillis: NOON + DAY / 2,
        atMillis: NOON,
        spentBefore: 0n,
        top: {
          features: [
            {
              name: 'search',
              amount: 500n * CENT,
            },
          ],
          users: [
            {
              name: 'b',
              amount: 400n * CENT,
            },
            {
              name: 'a',
              amount: 100n * CENT,
            },
          ],
          models: [
            {
              name: 'gpt-5-mini',
              amount: 400n * CENT,
            },
            {
              name: 'gpt-5',
              amount: 100n * CENT,
            },
          ],
        },
      },
    ])
  })

  it('are tried again until they are taken, and no call waits for them', async () => {
    let attempts = 0
    const sink: AlertSink = {
      name: 'shaky',
      send: () => (++attempts < 3 ? Promise.reject(new Error('not now')) : Promise.resolve()),
    }
    const guard = guardWith(sink)
    expect(await spend(guard, { nanoUsd: 500n * CENT })).toBe('allow')
    await vi.waitFor(() => expect(attempts).toBe(3), { timeout: 10_000 })
    await guard.close()
  })
})
