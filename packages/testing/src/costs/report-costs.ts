import { writeFileSync } from 'node:fs'
import { parseUsd } from '@costspan/cost/prices'
import { renderCosts } from './render-costs.ts'
import type { TestCost, TestRunCost } from './test-cost.ts'

/** What reporters of all test runners take. */
export interface CostReportOptions {
  /** What one run may cost, such as `$0.50`: counted is what was paid, so that replayed calls are free. Default: no limit. */
  readonly budget?: string | undefined
  /** Where the costs of all tests are written as JSON, for `costspan diff`. Default: nowhere. */
  readonly file?: string | undefined
  /** How many of the dearest tests are listed. Default: 10. */
  readonly most?: number | undefined
}

/** What a reporter says at the end, and whether the run cost too much. */
export interface CostReport {
  readonly text: string
  readonly isOverBudget: boolean
}

/** @throws TypeError for a budget that is no amount, and a `most` that is no whole number */
export function reportCosts({
  budget,
  file,
  most = 10,
}: CostReportOptions): (tests: readonly TestCost[]) => CostReport {
  const budgetNanoUsd = budget === undefined ? undefined : parseUsd(budget)
  if (!Number.isSafeInteger(most) || most < 0) {
    throw new TypeError(`costReporter: most must be a whole number, zero or more, got ${String(most)}`)
  }
  return (tests) => {
    const run: TestRunCost = { version: 1, tests }
    if (file !== undefined) writeFileSync(file, `${JSON.stringify(run, undefined, 2)}\n`)
    const paidNanoUsd = tests.reduce((sum, test) => sum + BigInt(test.paidNanoUsd), 0n)
    return {
      text: renderCosts(tests, { most, budgetNanoUsd }),
      isOverBudget: budgetNanoUsd !== undefined && paidNanoUsd > budgetNanoUsd,
    }
  }
}
