import {
  activeRun,
  type BudgetStore,
  createGuard,
  createMemoryStore,
  createSqliteStore,
  withRun,
} from '@costspan/guard'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { admitted, ask, CENT, reported, spend } from '../ask.ts'

const NOON = Date.UTC(2026, 10, 22, 12)

function guardWith(store: BudgetStore = createMemoryStore(), now: () => number = () => NOON) {
  return createGuard({ budgets: [], store, now })
}

async function spendAll(guard: ReturnType<typeof guardWith>): Promise<number> {
  let calls = 0
  while ((await spend(guard)) === 'allow') calls += 1
  return calls
}

/** What each counter holds and has spent, summed by its amounts. */
async function heldOn(store: BudgetStore): Promise<bigint> {
  return (await store.list(NOON)).reduce((sum, { held }) => sum + held, 0n)
}

describe('the share of a run inside of a run', () => {
  it('is kept from the calls beside it while it runs, and what it has not spent is free afterwards', async () => {
    const guard = guardWith()
    await withRun({ budget: '$0.20', guard }, async (outer) => {
      let goOn = (): void => {}
      const told = new Promise<void>((resolve) => (goOn = resolve))
      const inner = withRun({ budget: '75%' }, async (run) => {
        await spend(guard)
        await told
        return [(await run.advisory()).remainingNanoUsd, await spend(guard)]
      })
      const beside = await spendAll(guard)
      const remaining = (await outer.advisory()).remainingNanoUsd
      goOn()
      expect([beside, remaining, await inner, await spendAll(guard)]).toEqual([5, 0n, [14n * CENT, 'allow'], 13])
    })
  })

  it('is what is left, where that is less than its budget', async () => {
    const guard = guardWith()
    await withRun({ budget: '$0.20', reserve: '10%', guard }, async () => {
      await spend(guard)
      expect(await withRun({ budget: '$0.19' }, async (run) => (await run.advisory()).remainingNanoUsd)).toBe(
        17n * CENT,
      )
    })
  })

  it('is given back when its function fails, or returns no promise', async () => {
    const guard = guardWith()
    await withRun({ budget: '$0.20', guard }, async () => {
      await withRun({ budget: '$0.20' }, () => Promise.reject(new Error('no'))).catch(() => {})
      const failing = (): void =>
        withRun({ budget: '$0.20' }, () => {
          throw new Error('no')
        })
      expect(failing).toThrow('no')
      expect(withRun({ budget: '$0.20' }, () => 'done')).toBe('done')
      await new Promise(setImmediate)
      expect(await spendAll(guard)).toBe(20)
    })
  })

  it('is free again when its process has died, as the holds of its calls are', async () => {
    const store = createMemoryStore()
    let now = NOON
    const [dead, alive] = [guardWith(store, () => now), guardWith(store, () => now)]
    await withRun({ budget: '$0.20', id: 'job', guard: dead }, async () => {
      void withRun({ budget: '75%' }, async () => {
        await spend(dead)
        await admitted(dead)
        await new Promise(() => {})
      })
      await ask(dead)
      expect(await spendAll(alive)).toBe(4)
      now += 600_000
      expect(await spendAll(alive)).toBe(15)
    })
    await dead.close()
  })

  const stores = { memory: createMemoryStore, SQLite: () => createSqliteStore(':memory:') }
  const call = fc.record({ cents: fc.integer({ min: 0, max: 9 }), paidPercent: fc.integer({ min: 0, max: 100 }) })
  /** Runs whose shares together are no more than the whole. */
  const part = fc.record({ percent: fc.integer({ min: 0, max: 50 }), calls: fc.array(call, { maxLength: 8 }) })
  const parts = fc.array(part, { maxLength: 2 })
  const tree = fc.record({
    cents: fc.integer({ min: 1, max: 60 }),
    calls: fc.array(call, { maxLength: 12 }),
    parts: fc.array(fc.record({ part, parts }), { maxLength: 2 }),
  })

  it.each(Object.entries(stores))(
    'is all its own, three runs deep and whatever runs beside it, and nothing is held in the end (%s)',
    async (_name, makeStore) => {
      await fc.assert(
        fc.asyncProperty(tree, async ({ cents, calls, parts: inner }) => {
          const store = makeStore()
          const guard = guardWith(store)
          const spentBy = new Map<string, bigint>()

          /** Makes calls one after the other. Each that fits into what the run has left by itself must be admitted. */
          async function callAll(own: readonly (typeof calls)[number][], isLeaf: boolean): Promise<void> {
            const run = activeRun()
            if (run === undefined) throw new Error('outside of a run')
            for (const { cents: estimate, paidPercent } of own) {
              const nanoUsd = BigInt(estimate) * CENT
              const left = run.limitNanoUsd - (spentBy.get(run.id) ?? 0n)
              const admission = await ask(guard, { nanoUsd })
              const fits = nanoUsd <= left && (nanoUsd > 0n || run.limitNanoUsd > 0n)
              const promised = fits ? 'allow' : 'deny'
              expect(admission.decision).toBe(isLeaf ? promised : admission.decision)
              if (admission.decision === 'deny') continue
              await new Promise(setImmediate)
              const paid = (nanoUsd * BigInt(paidPercent)) / 100n
              for (let each: typeof run | undefined = run; each !== undefined; each = each.parent)
                spentBy.set(each.id, (spentBy.get(each.id) ?? 0n) + paid)
              await guard.settle(admission.reservation, reported(paid))
              expect(spentBy.get(run.id)).toBeLessThanOrEqual(run.limitNanoUsd)
            }
          }

          await withRun({ budget: `$${(cents / 100).toFixed(2)}`, id: 'whole', guard }, async (run) => {
            const running = inner.map(({ part: { percent, calls: own }, parts: innermost }) =>
              withRun({ budget: `${percent}%` }, async () => {
                const deepest = innermost.map((each) =>
                  withRun({ budget: `${each.percent}%` }, () => callAll(each.calls, true)),
                )
                await Promise.all([...deepest, callAll(own, innermost.length === 0)])
              }),
            )
            await Promise.all([...running, callAll(calls, inner.length === 0)])
            expect((await run.advisory()).spentNanoUsd).toBe(spentBy.get('whole') ?? 0n)
          })
          expect(spentBy.get('whole') ?? 0n).toBeLessThanOrEqual(BigInt(cents) * CENT)
          expect(await heldOn(store)).toBe(0n)
          await guard.close()
        }),
        { numRuns: 100 },
      )
    },
  )
})
