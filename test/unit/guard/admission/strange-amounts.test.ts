import { type BudgetOptions, createGuard, type Estimate, type Guard, type Settlement } from '@costspan/guard'
import { describe, expect, it } from 'vitest'

const BUDGETS: readonly BudgetOptions[] = [
  { name: 'dollars', scope: 'global', limit: '$1.00', per: 'day' },
  { name: 'tokens', scope: 'global', limit: '1000 tokens', per: 'day' },
]

const CALL = { context: {}, provider: 'openai', model: 'gpt-4o', operation: 'chat' }
const USUAL: Estimate = { nanoUsd: 1_000n, inputTokens: 10, outputTokens: 10 }

/** Spent and held, of dollars and of tokens. */
async function standing(guard: Guard): Promise<unknown> {
  return (await guard.status()).map(({ spent, held }) => [spent, held])
}

/** What a settlement leaves of a call that held as usual. */
async function settledWith(settlement: Partial<Settlement>): Promise<unknown> {
  const guard = createGuard({ budgets: BUDGETS })
  const admission = await guard.admit({ ...CALL, estimate: USUAL })
  if (admission.decision === 'deny') throw new Error('expected a reservation')
  await guard.settle(admission.reservation, { ...USUAL, outcome: 'reported', ...settlement })
  return standing(guard)
}

describe('an estimate', () => {
  it.each([
    ['costs less than nothing', { ...USUAL, nanoUsd: -5_000_000_000n }, [0n, 0n], [0n, 20n]],
    ['has fewer tokens than none', { ...USUAL, inputTokens: -1_000_000 }, [0n, 1_000n], [0n, 0n]],
  ])('that %s makes no room for others', async (_, estimate, dollars, tokens) => {
    const guard = createGuard({ budgets: BUDGETS })
    expect((await guard.admit({ ...CALL, estimate })).decision).toBe('allow')
    expect(await standing(guard)).toEqual([dollars, tokens])
  })

  it.each([Number.NaN, Infinity])('of %d tokens fits no budget', async (inputTokens) => {
    const guard = createGuard({ budgets: BUDGETS })
    const admission = await guard.admit({ ...CALL, estimate: { ...USUAL, inputTokens } })
    expect(admission).toMatchObject({ decision: 'deny', refusal: { budget: 'tokens' } })
  })
})

describe('a settlement', () => {
  it('takes nothing off what others have spent', async () => {
    expect(await settledWith({ nanoUsd: -7n, inputTokens: -30, outputTokens: 0 })).toEqual([
      [0n, 0n],
      [0n, 0n],
    ])
  })

  it('of tokens that are no number counts what was held', async () => {
    expect(await settledWith({ inputTokens: Number.NaN })).toEqual([
      [1_000n, 0n],
      [20n, 0n],
    ])
  })
})
