import { type BudgetOptions, createGuard } from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import { admitted, CENT, refused, reported, spend } from '../ask.ts'

const NOON = Date.UTC(2026, 10, 22, 12)
const guardOf = (...budgets: BudgetOptions[]) => createGuard({ budgets, now: () => NOON })

describe('E9: what a limit of nothing means', () => {
  it('refuses everything at 0, also what is free', async () => {
    expect(await refused(guardOf({ limit: '$0.00', per: 'day' }), { nanoUsd: 0n })).toMatchObject({ limit: 0n })
  })

  it('allows everything when it is absent', async () => {
    expect(await spend(guardOf({ scope: 'user' }), { nanoUsd: 10n ** 18n })).toBe('allow')
  })

  it('allows models that cost nothing when the budget is spent, unless told otherwise', async () => {
    const guard = guardOf({ limit: '$0.01', per: 'day' })
    const strict = guardOf({ limit: '$0.01', per: 'day', allowFree: false })
    for (const each of [guard, strict]) await each.settle(await admitted(each), reported(2n * CENT))
    expect([await spend(guard, { nanoUsd: 0n }), await spend(strict, { nanoUsd: 0n })]).toEqual(['allow', 'deny'])
  })
})

describe('a price that is unknown', () => {
  const unknown = { nanoUsd: undefined }

  it('is refused by default, where money is counted', async () => {
    const guard = guardOf({ limit: '$1.00', per: 'day' })
    expect(await refused(guard, unknown)).toMatchObject({ reason: 'unknown_price', estimate: undefined })
    expect(await spend(guardOf({ limit: '9 requests', per: 'day' }), unknown)).toBe('allow')
  })

  it('is counted as a ceiling', async () => {
    const guard = guardOf({ limit: '$0.05', per: 'day', onUnknownPrice: { ceiling: '$0.03' } })
    expect([await spend(guard, unknown), await spend(guard, unknown)]).toEqual(['allow', 'deny'])
  })

  it('is allowed, and then never refused', async () => {
    const guard = guardOf({ limit: '$0.01', per: 'day', onUnknownPrice: 'allow' })
    await spend(guard)
    expect(await spend(guard, unknown)).toBe('allow')
  })
})

describe('E8: a chain of fallbacks', () => {
  const free = { model: 'free-model', nanoUsd: 0n }
  const paid = { model: 'paid-model', nanoUsd: CENT }

  it('has each attempt admitted at its own price, so that a free model does not open the way to a paid one', async () => {
    const guard = guardOf({ limit: '$0.01', per: 'day' })
    await spend(guard, paid)
    expect([await spend(guard, free), await spend(guard, paid), await spend(guard, free)]).toEqual([
      'allow',
      'deny',
      'allow',
    ])
  })

  it('holds each attempt, until it is released', async () => {
    const guard = guardOf({ limit: '2 requests', per: 'day' })
    const attempts = [await admitted(guard), await admitted(guard)]
    await refused(guard)
    for (const attempt of attempts) await guard.release(attempt)
    expect(await guard.status()).toMatchObject([{ spent: 0n, held: 0n }])
  })
})
