import { type BudgetOptions, createGuard, type Refusal } from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import { ask, CENT, refused, spend } from '../ask.ts'

const NOON = Date.UTC(2026, 10, 22, 12)
const guardOf = (...budgets: BudgetOptions[]) => createGuard({ budgets, now: () => NOON })

describe('E10: the mode shadow', () => {
  it('refuses nothing, and says of each call what enforcing it would have said', async () => {
    const budget: BudgetOptions = { scope: 'user', limit: '$0.03', per: 'day', match: { feature: 'x' } }
    const [real, shadow] = [guardOf(budget), guardOf({ ...budget, mode: 'shadow' })]
    const said: { readonly real: readonly Refusal[]; readonly shadow: readonly Refusal[] }[] = []
    for (const [index, cents] of [0n, 1n, 2n, 3n, 1n, 1n, 1n].entries()) {
      const asked = { context: { user: index % 2 === 0 ? 'a' : 'b', feature: 'x' }, nanoUsd: cents * CENT }
      const [enforced, shadowed] = [await ask(real, asked), await ask(shadow, asked)]
      said.push({ real: enforced.decision === 'deny' ? [enforced.refusal] : [], shadow: shadowed.wouldDeny })
      // What was refused there is not held here, so that both have the same left.
      if (enforced.decision === 'deny' && shadowed.decision === 'allow') await shadow.release(shadowed.reservation)
    }
    expect(said.map(({ shadow: refusals }) => refusals)).toEqual(said.map(({ real: refusals }) => refusals))
    expect(said.map(({ shadow: refusals }) => refusals.length)).toEqual([0, 0, 0, 1, 0, 0, 1])
  })

  it('is no look at a budget that is off', async () => {
    const guard = guardOf({ limit: '$0.00', per: 'day', mode: 'off' })
    expect(await ask(guard)).toMatchObject({ decision: 'allow', wouldDeny: [] })
  })
})

describe('a ladder', () => {
  const ladder = [
    { at: '90%', action: 'downgrade', features: ['summary'] },
    { at: 95, action: 'disable', features: ['toys'] },
  ] as const

  it('asks listed features to downgrade, and tells before how far it is', async () => {
    const guard = guardOf({ limit: '$1.00', per: 'day', ladder })
    const ladderOf = async (feature: string) => {
      const admission = await ask(guard, { context: { feature }, nanoUsd: 1n })
      return admission.decision === 'allow' ? admission.ladder : undefined
    }
    await spend(guard, { nanoUsd: 80n * CENT })
    const state = { budget: 'global-day', action: 'downgrade', atPercent: 90 }
    expect(await ladderOf('summary')).toEqual([{ ...state, usedPercent: 80, reached: false }])
    await spend(guard, { nanoUsd: 12n * CENT })
    expect(await ladderOf('summary')).toEqual([{ ...state, usedPercent: expect.closeTo(92), reached: true }])
    expect(await ladderOf('core')).toEqual([])
  })

  it('disables listed features at their rung, and denies the others at the limit', async () => {
    const guard = guardOf({ limit: '$1.00', per: 'day', ladder })
    await spend(guard, { nanoUsd: 94n * CENT })
    expect(await refused(guard, { context: { feature: 'toys' }, nanoUsd: 2n * CENT })).toMatchObject({
      reason: 'feature_disabled',
    })
    expect(await spend(guard, { context: { feature: 'core' }, nanoUsd: 6n * CENT })).toBe('allow')
    expect(await refused(guard, { context: { feature: 'core' } })).toMatchObject({ reason: 'limit' })
  })
})
