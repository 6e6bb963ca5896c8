import { type BudgetOptions, createGuard, openStore, readBudgets, suggestedCaps } from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import wrong from './wrong-budgets.json' with { type: 'json' }

const NAMES: readonly (readonly [BudgetOptions, string])[] = [
  [{ limit: '$1.00', per: 'day' }, 'global-day'],
  [{ limit: '$2.00', per: 'day' }, 'global-day'],
  [{ scope: 'user x feature', limits: { hour: '$1.00', day: '$2.00' } }, 'user.feature-hour-day'],
  [{ scope: ['user', 'feature'], limit: 1 }, 'user.feature-month'],
  [{ limit: 1, match: { tier: 'free', feature: 'deep analysis' } }, 'global-month-tier.free-feature.deep_analysis'],
]

describe('reading budgets', () => {
  it.each(NAMES)('names %j by what it is, and not by its limit', (budget, name) => {
    expect(readBudgets([budget]).map((each) => each.name)).toEqual([name])
  })

  it.each([
    ['$5.00', 'usd', 5_000_000_000n],
    [5, 'usd', 5_000_000_000n],
    ['1,250.50 USD', 'usd', 1_250_500_000_000n],
    ['1,000 requests', 'requests', 1_000n],
    ['1 request', 'requests', 1n],
    ['50000 tokens', 'tokens', 50_000n],
    ['9 input tokens', 'input_tokens', 9n],
    ['9 output tokens', 'output_tokens', 9n],
  ] as const)('reads the limit %s', (limit, unit, amount) => {
    expect(readBudgets([{ limit }])[0]?.limits).toMatchObject([{ unit, amount, period: 'month' }])
  })

  it.each(wrong)('says what is wrong with $budget', ({ budget, message }) => {
    expect(() => readBudgets([budget as BudgetOptions])).toThrow(new TypeError(message))
  })

  it('wants names that are told apart', () => {
    expect(() => readBudgets([{ limit: 1 }, { limit: 2 }])).toThrow(
      new TypeError('budgets[1].name must be unique, got "global-month" twice'),
    )
  })
})

describe('the options of a guard', () => {
  it('are checked', () => {
    expect(() => createGuard({ budgets: [], holdMillis: 0 })).toThrow(
      new TypeError('holdMillis must be a number above 0 and up to 86400000, got 0'),
    )
    expect(() => openStore('postgres://x')).toThrow(
      new TypeError('store must be "memory", "sqlite:<path>" or "redis://<host>:<port>", got "postgres://x"'),
    )
  })
})

describe('suggested caps', () => {
  it('leave the margin: $6 of a plan of $20 with 70 %', () => {
    expect(suggestedCaps({ price: '$20', targetMargin: '70%' }).monthNanoUsd).toBe(6_000_000_000n)
  })
})
