import { type BudgetOptions, type BudgetPeriod, createGuard } from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import { admitted, ask, CENT, refused, reported, spend } from '../ask.ts'

const NOON = Date.UTC(2026, 10, 22, 12)
const guardOf = (...budgets: BudgetOptions[]) => createGuard({ budgets, now: () => NOON })

async function count(times: number, call: () => Promise<'allow' | 'deny'>): Promise<number> {
  const decisions = await Promise.all(Array.from({ length: times }, call))
  return decisions.filter((decision) => decision === 'allow').length
}

describe('a guard of one budget', () => {
  it('lets calls of one dollar through when the limit is one dollar', async () => {
    const guard = createGuard({ limit: '$1.00', per: 'day' })
    expect(await count(200, () => spend(guard))).toBe(100)
    expect(await guard.status()).toMatchObject([
      { budget: 'global-day', spent: 100n * CENT, held: 0n, limit: 100n * CENT },
    ])
  })

  it('says all about a refusal', async () => {
    const guard = guardOf({ scope: 'user', limit: '$0.02', per: 'day' })
    const context = { user: 'u-17', feature: 'search' }
    await spend(guard, { context })
    await admitted(guard, { context })
    expect(await refused(guard, { context, nanoUsd: CENT + 1n })).toEqual({
      budget: 'user-day',
      reason: 'limit',
      scope: { user: 'u-17' },
      window: 'day',
      unit: 'usd',
      limit: 2n * CENT,
      spent: CENT,
      held: CENT,
      estimate: CENT + 1n,
      left: 0n,
      retryAfterSeconds: 12 * 3_600,
      atMillis: NOON,
      context,
    })
  })

  it('asks to come back soon when only calls under way are in the way', async () => {
    const guard = guardOf({ limit: '$0.01', per: 'day' })
    const reservation = await admitted(guard)
    expect((await refused(guard)).retryAfterSeconds).toBe(5)
    await guard.release(reservation)
    await admitted(guard)
  })

  it('tells nobody to come back for a call that is larger than the limit', async () => {
    expect((await refused(guardOf({ limit: '$0.009', per: 'day' }))).retryAfterSeconds).toBeUndefined()
  })

  it('admits more of a call that is under way as no further request, and holds both against what a request may be', async () => {
    const guard = guardOf(
      { limit: '1 request', per: 'day' },
      { name: 'cap', limit: '$0.03', per: 'request' },
      { name: 'day', limit: '$1.00', per: 'day' },
    )
    const first = await admitted(guard)
    const beyond = first.request.estimate
    expect(await refused(guard)).toMatchObject({ unit: 'requests' })
    const more = await admitted(guard, { beyond, nanoUsd: 2n * CENT })
    expect(await refused(guard, { beyond, nanoUsd: 2n * CENT + 1n })).toMatchObject({ budget: 'cap' })
    await Promise.all([guard.settle(first, reported(CENT)), guard.settle(more, reported(CENT))])
    const spent = (await guard.status()).map((status) => [status.unit, status.spent, status.held])
    expect(spent).toEqual([
      ['requests', 1n, 0n],
      ['usd', 2n * CENT, 0n],
    ])
  })

  it('records what a call has cost beyond its estimate', async () => {
    const guard = guardOf({ limit: '$0.05', per: 'day' })
    await guard.settle(await admitted(guard), reported(9n * CENT))
    expect(await refused(guard)).toMatchObject({ spent: 9n * CENT, held: 0n })
  })

  it('counts what was held when the cost stays unknown', async () => {
    const guard = guardOf({ limit: { usd: '$1.00', tokens: 1_000 }, per: 'day' })
    const unknown = { nanoUsd: undefined, inputTokens: 0, outputTokens: 0, outcome: 'unobserved' } as const
    await guard.settle(await admitted(guard), unknown)
    expect((await guard.status()).map(({ unit, spent }) => [unit, spent])).toEqual([
      ['usd', CENT],
      ['tokens', 150n],
    ])
  })

  it('E3: settles a reservation once, in whichever order it is settled and released', async () => {
    const guard = guardOf({ limit: '$1.00', per: 'day' })
    const [one, other] = [await admitted(guard), await admitted(guard)]
    await guard.settle(one, reported(CENT))
    await guard.settle({ ...one }, reported(CENT))
    await guard.release(one)
    await guard.release(other)
    await guard.settle({ ...other }, reported(CENT))
    expect(await guard.status()).toMatchObject([{ spent: CENT, held: 0n }])
  })

  it('E2: frees what a call held that was never settled', async () => {
    let now = NOON
    const guard = createGuard({ budgets: [{ limit: '$0.01', per: 'day' }], holdMillis: 1_000, now: () => now })
    const lost = await admitted(guard)
    now += 999
    await refused(guard)
    now += 1
    await admitted(guard)
    await guard.settle(lost, reported(CENT))
    expect(await guard.status()).toMatchObject([{ spent: CENT, held: CENT }])
  })
})

describe('E5: every limit is checked', () => {
  const periods: readonly BudgetPeriod[] = ['hour', 'day', 'week', 'month', 'request', 'run']
  const units = ['usd', 'tokens', 'inputTokens', 'outputTokens', 'requests'] as const
  const fits = { usd: '$0.01', tokens: 150, inputTokens: 100, outputTokens: 50, requests: 1 }
  const tooLittle = { usd: '$0.009', tokens: 149, inputTokens: 99, outputTokens: 49, requests: 0 }
  const cases = periods.flatMap((period) => units.map((unit) => ({ period, unit })))

  it.each(cases)('of $unit per $period', async ({ period, unit }) => {
    const limits = Object.fromEntries(periods.map((each) => [each, fits]))
    await admitted(guardOf({ limits }))
    const lower = { ...limits, [period]: { ...fits, [unit]: tooLittle[unit] } }
    const refusal = await refused(guardOf({ limits: lower }))
    expect({ window: refusal.window, unit: refusal.unit }).toEqual({
      window: period,
      unit: unit.replace('Tokens', '_tokens'),
    })
    expect(refusal.reason).toBe(period === 'request' ? 'request_cap' : 'limit')
  })

  it('of many budgets, and holds nothing on any when one refuses', async () => {
    const guard = guardOf({ limit: '$1.00', per: 'day' }, { scope: 'user', limit: '$0.01', per: 'hour' })
    await admitted(guard, { context: { user: 'a' } })
    expect(await refused(guard, { context: { user: 'a' } })).toMatchObject({ budget: 'user-hour' })
    expect(await guard.standing({ user: 'b' })).toMatchObject([
      { budget: 'global-day', held: CENT },
      { budget: 'user-hour', held: 0n },
    ])
  })

  it('tells of several refusals the one that holds the longest', async () => {
    const guard = guardOf({ name: 'all', limits: { hour: '$0.01', month: '$0.01', day: '$0.01' } })
    await spend(guard)
    expect(await refused(guard)).toMatchObject({ window: 'month' })
  })
})

describe('E7: who causes a call', () => {
  it('is another bucket for each', async () => {
    const guard = guardOf({ scope: 'user x feature', limit: '$0.01', per: 'day' })
    await admitted(guard, { context: { user: 'a', feature: 'x' } })
    await admitted(guard, { context: { user: 'a', feature: 'y' } })
    await admitted(guard, { context: { user: 'b', feature: 'x' } })
    expect(await refused(guard, { context: { user: 'a', feature: 'x' } })).toMatchObject({
      scope: { user: 'a', feature: 'x' },
    })
  })

  it('is the bucket unattributed when nothing is said, with its own limit', async () => {
    const guard = guardOf({ scope: 'user', limit: '$1.00', unattributed: '$0.01', per: 'day' })
    await admitted(guard)
    expect(await refused(guard)).toMatchObject({ scope: { user: 'unattributed' }, limit: CENT })
    await admitted(guard, { context: { user: 'unattributed' } })
  })

  it('never passes by a budget by leaving a value out', async () => {
    const guard = guardOf({ scope: ['user', 'feature', 'team'], limit: '$0.01', per: 'day' })
    await admitted(guard, { context: { feature: 'x' } })
    await refused(guard, { context: { feature: 'x' } })
    await admitted(guard, { context: { team: 'x' } })
  })

  it('may be any text, and stays out of the keys of the store', async () => {
    const users = ['日本語 🙂', 'x'.repeat(10_000), `${'x'.repeat(9_999)}y`, 'a|b', '']
    const guard = guardOf({ scope: 'user', limit: '$0.01', per: 'day' })
    for (const user of users) await admitted(guard, { context: { user } })
    for (const user of users) await refused(guard, { context: { user } })
    const buckets = (await guard.status()).map(({ scope }) => scope['bucket'])
    expect(buckets.every((bucket) => /^[\w-]{22}$/.test(bucket ?? ''))).toBe(true)
    expect(new Set(buckets).size).toBe(users.length)
  })

  it('stops the power user of deep analysis, and nobody else', async () => {
    const guard = guardOf({ scope: 'user', match: { feature: 'deep-analysis' }, limit: '100 requests', per: 'day' })
    const context = { user: 'power', feature: 'deep-analysis' }
    expect(await count(847, () => spend(guard, { context, nanoUsd: 260n * CENT }))).toBe(100)
    expect(await count(99, () => spend(guard, { context: { ...context, user: 'other' } }))).toBe(99)
    expect(await count(847, () => spend(guard, { context: { ...context, feature: 'chat' } }))).toBe(847)
  })
})

describe('the mode shadow', () => {
  it('would have stopped the power user at the same call, and nobody else', async () => {
    const budget = { scope: 'user', match: { feature: 'deep-analysis' }, limit: '100 requests', per: 'day' } as const
    const guard = guardOf({ ...budget, mode: 'shadow' })
    const wouldDeny = async (user: string, calls: number): Promise<number> => {
      let denied = 0
      for (let call = 0; call < calls; call++) {
        const admission = await ask(guard, { context: { user, feature: 'deep-analysis' }, nanoUsd: 260n * CENT })
        expect(admission.decision).toBe('allow')
        denied += admission.wouldDeny.length
      }
      return denied
    }
    expect([await wouldDeny('power', 847), await wouldDeny('other', 99)]).toEqual([747, 0])
  })
})

describe('limits by tier', () => {
  const tiers = { scope: 'user', per: 'day', tiers: { free: '2 requests', pro: '3 requests' } } as const
  const spendAs = (guard: ReturnType<typeof guardOf>, tier: string | undefined) => () =>
    spend(guard, { context: { user: 'a', tier } })

  it('hold for their tier, and none holds for a tier that is not listed', async () => {
    expect(await count(5, spendAs(guardOf(tiers), 'free'))).toBe(2)
    expect(await count(5, spendAs(guardOf(tiers), 'pro'))).toBe(3)
    expect(await count(5, spendAs(guardOf(tiers), 'enterprise'))).toBe(5)
  })

  it('give the lowest to who does not say his tier', async () => {
    expect(await count(5, spendAs(guardOf(tiers), undefined))).toBe(2)
  })
})
