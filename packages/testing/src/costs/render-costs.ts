import type { TestCost } from './test-cost.ts'

/** The dearest tests and the sum, as lines of text; nothing where no test made a call. */
export function renderCosts(
  tests: readonly TestCost[],
  { most, budgetNanoUsd }: { readonly most: number; readonly budgetNanoUsd: bigint | undefined },
): string {
  if (tests.length === 0) return ''
  const byCost = tests.toSorted((a, b) => (BigInt(b.nanoUsd) > BigInt(a.nanoUsd) ? 1 : -1))
  const shown = byCost.slice(0, most).map((test) => `  ${usd(test.nanoUsd).padStart(14)}  ${describe(test)}`)
  const rest = byCost.length - shown.length
  const lines = [
    heading(tests, budgetNanoUsd),
    ...shown,
    ...(rest > 0 ? [`  and ${rest} more test${rest === 1 ? '' : 's'}`] : []),
  ]
  return `\n${lines.join('\n')}\n`
}

function heading(tests: readonly TestCost[], budgetNanoUsd: bigint | undefined): string {
  const total = sum(tests, ({ nanoUsd }) => nanoUsd)
  const paid = sum(tests, ({ paidNanoUsd }) => paidNanoUsd)
  const calls = tests.reduce((count, test) => count + test.calls, 0)
  const unpriced = tests.reduce((count, test) => count + test.unpricedCalls, 0)
  const parts = [
    `LLM cost: ${usd(paid)} paid for ${calls} call${calls === 1 ? '' : 's'}`,
    ...(total === paid ? [] : [`${usd(total)} with those that were replayed`]),
    ...(unpriced === 0 ? [] : [`${unpriced} without a known price`]),
    ...(budgetNanoUsd === undefined ? [] : [budgetText(paid, budgetNanoUsd)]),
  ]
  return parts.join(', ')
}

function budgetText(paid: bigint, budget: bigint): string {
  return paid > budget
    ? `over the budget of ${usd(budget)} by ${usd(paid - budget)}`
    : `within the budget of ${usd(budget)}`
}

function describe({ file, name, calls, replayedCalls, unpricedCalls }: TestCost): string {
  const replayed = replayedCalls === 0 ? '' : `, ${replayedCalls} replayed`
  const unpriced = unpricedCalls === 0 ? '' : `, ${unpricedCalls} without a known price`
  return `${file} > ${name} (${calls} call${calls === 1 ? '' : 's'}${replayed}${unpriced})`
}

function sum(tests: readonly TestCost[], amount: (test: TestCost) => string): bigint {
  return tests.reduce((total, test) => total + BigInt(amount(test)), 0n)
}

/** All nine decimals: tests are cheap, and rounded amounts would not add up. */
function usd(nanoUsd: bigint | string): string {
  const digits = String(nanoUsd).padStart(10, '0')
  return `$${digits.slice(0, -9)}.${digits.slice(-9)}`
}
