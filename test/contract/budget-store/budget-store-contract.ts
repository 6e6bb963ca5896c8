import type { Balance, BudgetStore, Claim } from '@costspan/guard'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'

const NOW = Date.UTC(2026, 10, 22, 12)
const LATER = NOW + 3_600_000
const KEPT = NOW + 7 * 86_400_000

/** What every budget store must do, wherever it keeps its counters. Each call makes a store of its own. */
export function budgetStoreContract(makeStore: () => Promise<BudgetStore> | BudgetStore): void {
  const open: BudgetStore[] = []
  async function newStore(): Promise<BudgetStore> {
    const store = await makeStore()
    open.push(store)
    return store
  }
  afterEach(async () => {
    await Promise.all(open.splice(0).map((store) => store.close()))
  })

  const claim = (key: string, amount: bigint, limit: bigint | undefined, enforced = true): Claim => ({
    key,
    amount,
    limit,
    enforced,
    keptUntilMillis: KEPT,
  })
  const reserve = async (
    store: BudgetStore,
    claims: readonly Claim[],
    {
      id = randomUUID(),
      atMillis = NOW,
      expiresAtMillis = LATER,
    }: { id?: string; atMillis?: number; expiresAtMillis?: number } = {},
  ): Promise<string> => (await store.reserve({ id, atMillis, expiresAtMillis, epoch: undefined, claims })).outcome
  const booking = (key: string, amount: bigint) => ({ key, amount, keptUntilMillis: KEPT })
  const spent = (amount: bigint, held = 0n): Balance => ({ spent: amount, held, raised: 0n })

  describe('as a budget store', () => {
    it('holds what is reserved, and counts what is settled', async () => {
      const store = await newStore()
      expect(await reserve(store, [claim('a', 40n, 100n), claim('b', 1n, 2n)], { id: 'r1' })).toBe('admitted')
      expect(await store.read(['a', 'b'], NOW)).toEqual([spent(0n, 40n), spent(0n, 1n)])
      const reply = await store.settle({ id: 'r1', atMillis: NOW, bookings: [booking('a', 25n), booking('b', 1n)] })
      expect(reply.balances).toEqual([spent(25n), spent(1n)])
    })

    it('refuses what does not fit under every limit, and then holds nothing anywhere', async () => {
      const store = await newStore()
      expect(await reserve(store, [claim('a', 60n, 100n), claim('b', 60n, 59n)])).toBe('refused')
      expect(await store.read(['a', 'b'], NOW)).toEqual([spent(0n), spent(0n)])
      expect(await reserve(store, [claim('a', 60n, 100n), claim('b', 59n, 59n)])).toBe('admitted')
      expect(await reserve(store, [claim('a', 41n, 100n)])).toBe('refused')
      expect(await reserve(store, [claim('a', 40n, 100n)])).toBe('admitted')
    })

    it('E9: takes a limit of 0 for no call at all, and no limit for any', async () => {
      const store = await newStore()
      expect(await reserve(store, [claim('a', 0n, 0n)])).toBe('refused')
      expect(await reserve(store, [claim('b', 10n ** 15n, undefined)])).toBe('admitted')
    })

    it('counts what is not enforced, and refuses nothing for it', async () => {
      const store = await newStore()
      expect(await reserve(store, [claim('a', 7n, 5n, false)], { id: 'r1' })).toBe('admitted')
      expect(await store.read(['a'], NOW)).toEqual([spent(0n, 7n)])
    })

    it('E3: settles a reservation once, however often it is told', async () => {
      const store = await newStore()
      await reserve(store, [claim('a', 40n, 100n)], { id: 'r1' })
      const settle = () => store.settle({ id: 'r1', atMillis: NOW, bookings: [booking('a', 25n)] })
      expect((await settle()).balances).toEqual([spent(25n)])
      expect((await settle()).balances).toEqual([undefined])
      expect((await store.settle({ id: 'never', atMillis: NOW, bookings: [booking('a', 9n)] })).balances).toEqual([
        undefined,
      ])
      expect(await store.read(['a'], NOW)).toEqual([spent(25n)])
    })

    it('E2: frees a hold that expires, and still books a settlement that comes later, once', async () => {
      const store = await newStore()
      await reserve(store, [claim('a', 90n, 100n)], { id: 'dead', expiresAtMillis: NOW + 1_000 })
      expect(await reserve(store, [claim('a', 20n, 100n)], { atMillis: NOW + 999 })).toBe('refused')
      expect(await reserve(store, [claim('a', 20n, 100n)], { id: 'r2', atMillis: NOW + 1_000 })).toBe('admitted')
      const settle = () => store.settle({ id: 'dead', atMillis: NOW + 2_000, bookings: [booking('a', 50n)] })
      expect((await settle()).balances).toEqual([spent(50n, 20n)])
      expect((await settle()).balances).toEqual([undefined])
    })

    it('frees holds of different lives each at its time', async () => {
      const store = await newStore()
      await reserve(store, [claim('a', 1n, 100n)], { expiresAtMillis: NOW + 5_000 })
      await reserve(store, [claim('a', 2n, 100n)], { expiresAtMillis: NOW + 1_000 })
      await reserve(store, [claim('a', 4n, 100n)], { expiresAtMillis: NOW + 3_000 })
      const held = async (after: number): Promise<bigint | undefined> => (await store.read(['a'], NOW + after))[0]?.held
      expect([await held(0), await held(1_000), await held(3_000), await held(5_000)]).toEqual([7n, 5n, 1n, 0n])
    })

    const carve = (store: BudgetStore, amount: bigint, { id = 'share', atMillis = NOW, limit = 100n } = {}) =>
      store.carve({ id, key: 'a', amount, limit, atMillis, expiresAtMillis: atMillis + 5_000, keptUntilMillis: KEPT })
    const drawing = (amount: bigint): Claim => ({ ...claim('a', amount, 100n), share: 'share' })
    const settleAt = (store: BudgetStore, id: string, amount: bigint, atMillis = NOW) =>
      store.settle({ id, atMillis, bookings: [booking('a', amount)] })

    it('holds a share for the claims that draw from it, and as much of it as is left', async () => {
      const store = await newStore()
      expect([await carve(store, 60n), await carve(store, 60n, { id: 'late' })]).toEqual([60n, 40n])
      expect(await reserve(store, [claim('a', 1n, 100n)])).toBe('refused')
      expect(await reserve(store, [drawing(61n)])).toBe('refused')
      expect(await store.read(['a'], NOW)).toEqual([spent(0n, 100n)])
      expect(await reserve(store, [drawing(45n)], { id: 'r1' })).toBe('admitted')
      expect([await carve(store, 0n), await store.read(['a'], NOW)]).toEqual([15n, [spent(0n, 100n)]])
    })

    it('tells a claim that has a share how the counter stands without it', async () => {
      const store = await newStore()
      await carve(store, 60n)
      const request = { id: 'r1', atMillis: NOW, expiresAtMillis: LATER, epoch: undefined, claims: [drawing(70n)] }
      expect(await store.reserve(request)).toMatchObject({ outcome: 'admitted', balances: [spent(0n)] })
      expect([await carve(store, 0n), await store.read(['a'], NOW)]).toEqual([0n, [spent(0n, 70n)]])
    })

    it('gives a share back what a call has drawn and not spent', async () => {
      const store = await newStore()
      await carve(store, 60n)
      for (const id of ['less', 'more', 'free', 'left'])
        await reserve(store, [drawing(15n)], { id, expiresAtMillis: NOW + 1_000 })
      await settleAt(store, 'less', 5n)
      await settleAt(store, 'more', 20n)
      await settleAt(store, 'free', 0n)
      expect([await carve(store, 0n), await store.read(['a'], NOW)]).toEqual([25n, [spent(25n, 40n)]])
      expect([await carve(store, 0n, { atMillis: NOW + 1_000 }), await store.read(['a'], NOW + 1_000)]).toEqual([
        40n,
        [spent(25n, 40n)],
      ])
    })

    it('ends a share when it is settled, and what was drawn from it stays held until its call ends', async () => {
      const store = await newStore()
      await carve(store, 60n)
      await reserve(store, [drawing(20n)], { id: 'r1' })
      await settleAt(store, 'share', 0n)
      expect(await store.read(['a'], NOW)).toEqual([spent(0n, 20n)])
      await settleAt(store, 'r1', 5n)
      expect([await carve(store, 0n), await store.read(['a'], NOW)]).toEqual([0n, [spent(5n)]])
    })

    it('frees a share that expires, unless it is carved again or drawn from', async () => {
      const store = await newStore()
      const held = async (after: number) => (await store.read(['a'], NOW + after))[0]?.held
      await carve(store, 60n)
      expect(await carve(store, 90n, { atMillis: NOW + 3_000 })).toBe(60n)
      expect(await held(7_000)).toBe(60n)
      await reserve(store, [drawing(20n)], { atMillis: NOW + 7_000, expiresAtMillis: NOW + 9_000 })
      expect([await held(8_500), await held(9_000)]).toEqual([60n, 0n])
      expect(await carve(store, 30n, { atMillis: NOW + 9_000 })).toBe(30n)
      expect([await held(13_999), await held(14_000)]).toEqual([30n, 0n])
    })

    it('carves nothing where nothing is left or asked for', async () => {
      const store = await newStore()
      await store.book({ id: 'x', atMillis: NOW, bookings: [booking('a', 130n)] })
      expect([await carve(store, 10n), await carve(store, 0n, { limit: 1_000n })]).toEqual([0n, 0n])
      expect(await store.read(['a'], NOW)).toEqual([spent(130n)])
    })

    it('books what was never held, once for each id', async () => {
      const store = await newStore()
      const book = (id: string) => store.book({ id, atMillis: NOW, bookings: [booking('a', 30n), booking('b', -5n)] })
      expect((await book('x')).balances).toEqual([spent(30n), spent(-5n)])
      expect((await book('x')).balances).toEqual([undefined, undefined])
      expect((await book('y')).balances).toEqual([spent(60n), spent(-10n)])
    })

    it('raises the limit of one counter', async () => {
      const store = await newStore()
      expect(await reserve(store, [claim('a', 101n, 100n)])).toBe('refused')
      await store.raise({ key: 'a', by: 1n, atMillis: NOW, keptUntilMillis: KEPT })
      expect(await reserve(store, [claim('a', 101n, 100n)])).toBe('admitted')
      expect(await reserve(store, [claim('other', 101n, 100n)])).toBe('refused')
      expect(await store.read(['a'], NOW)).toEqual([{ spent: 0n, held: 101n, raised: 1n }])
    })

    it('lists its counters', async () => {
      const store = await newStore()
      await reserve(store, [claim('a', 3n, 9n)], { id: 'r1' })
      await store.book({ id: 'x', atMillis: NOW, bookings: [booking('b', 4n)] })
      const listed = (await store.list(NOW)).toSorted((one, other) => (one.key < other.key ? -1 : 1))
      expect(listed).toEqual([
        { key: 'a', ...spent(0n, 3n) },
        { key: 'b', ...spent(4n) },
      ])
    })

    it('keeps a counter for longer where later claims need it, as those of a run that goes on do', async () => {
      const store = await newStore()
      const day = 86_400_000
      const keptFor = (days: number): Claim => ({ ...claim('run', 1n, 10n), keptUntilMillis: NOW + days * day })
      await reserve(store, [keptFor(1)], { id: 'r1' })
      await store.settle({ id: 'r1', atMillis: NOW, bookings: [booking('run', 1n)] })
      await reserve(store, [keptFor(4)], { id: 'r2' })
      await store.settle({ id: 'r2', atMillis: NOW, bookings: [booking('run', 1n)] })
      expect(await store.list(NOW + 3 * day)).toEqual([{ key: 'run', ...spent(2n) }])
    })

    it('A1: lets a latch fall once until it is forgotten', async () => {
      const store = await newStore()
      const latch = (key: string) => store.latch({ key, atMillis: NOW, keptUntilMillis: KEPT })
      expect(await Promise.all([latch('a@80'), latch('a@80'), latch('b@80')])).toEqual([true, false, true])
    })

    it('keeps amounts exact that a double cannot hold', async () => {
      const store = await newStore()
      const amount = 9_007_199_254_740_993n
      await store.book({ id: 'x', atMillis: NOW, bookings: [booking('a', amount)] })
      await reserve(store, [claim('a', amount, undefined)], { id: 'r1' })
      expect(await store.read(['a'], NOW)).toEqual([spent(amount, amount)])
      const { balances } = await store.settle({ id: 'r1', atMillis: NOW, bookings: [booking('a', amount)] })
      expect(balances).toEqual([spent(2n * amount)])
    })

    it('names its contents, and decides nothing for who knows them by another name', async () => {
      const store = await newStore()
      const epoch = await store.epoch()
      const request = { id: 'r1', atMillis: NOW, expiresAtMillis: LATER, claims: [claim('a', 1n, 5n)] }
      expect(await store.reserve({ ...request, epoch: 'another' })).toEqual({ outcome: 'other_epoch', epoch })
      expect(await store.reserve({ ...request, epoch })).toEqual({ outcome: 'admitted', epoch, balances: [spent(0n)] })
    })

    it('takes any text for a key', async () => {
      const store = await newStore()
      const keys = ['Zoë 日本語 🙂', 'a\'b"c; DROP TABLE counters', 'x'.repeat(10_000), '{brace}', 'line\nbreak']
      expect(
        await reserve(
          store,
          keys.map((key) => claim(key, 1n, 1n)),
        ),
      ).toBe('admitted')
      expect(
        await reserve(
          store,
          keys.map((key) => claim(key, 1n, 1n)),
        ),
      ).toBe('refused')
    })

    it('E1: never passes a limit, whatever calls run at once', { timeout: 120_000 }, async () => {
      const call = fc.record({
        estimate: fc.bigInt(0n, 60n),
        share: fc.integer({ min: 0, max: 100 }),
        keys: fc.subarray(['global', 'user', 'feature'], { minLength: 1 }),
      })
      const limits = fc.record({ global: fc.bigInt(0n, 400n), user: fc.bigInt(0n, 300n), feature: fc.bigInt(0n, 300n) })
      await fc.assert(
        fc.asyncProperty(limits, fc.array(call, { minLength: 1, maxLength: 40 }), async (limitOf, calls) => {
          const store = await newStore()
          const prefix = randomUUID()
          await Promise.all(
            calls.map(async ({ estimate, share, keys }) => {
              const id = randomUUID()
              const claims = keys.map((key) => claim(prefix + key, estimate, limitOf[key as keyof typeof limitOf]))
              if ((await reserve(store, claims, { id })) !== 'admitted') return
              const actual = (estimate * BigInt(share)) / 100n
              const bookings = keys.map((key) => booking(prefix + key, actual))
              await store.settle({ id, atMillis: NOW, bookings })
              await store.settle({ id, atMillis: NOW, bookings })
            }),
          )
          const balances = await store.read(
            Object.keys(limitOf).map((key) => prefix + key),
            NOW,
          )
          for (const [index, limit] of Object.values(limitOf).entries()) {
            expect(balances[index]?.spent).toBeLessThanOrEqual(limit)
            expect(balances[index]?.held).toBe(0n)
          }
        }),
        { numRuns: 30 },
      )
    })
  })
}
