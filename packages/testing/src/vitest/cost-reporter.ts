import type { Reporter, TestCase } from 'vitest/node'
import { type CostReportOptions, reportCosts } from '../costs/report-costs.ts'
import type { TestCost } from '../costs/test-cost.ts'
import { META_KEY } from './meta-key.ts'

/**
 * A reporter of Vitest that lists the dearest tests, and fails the run when it cost more than its budget. It needs the setup
 * file `@costspan/testing/vitest`, which meters the tests.
 *
 * @example
 * ```ts
 * import { costReporter } from '@costspan/testing'
 * import { defineConfig } from 'vitest/config'
 *
 * export default defineConfig({
 *   test: { setupFiles: ['@costspan/testing/vitest'], reporters: ['default', costReporter({ budget: '$0.50' })] },
 * })
 * ```
 *
 * @throws TypeError for a budget that is no amount, and a `most` that is no whole number
 */
export function costReporter(options: CostReportOptions = {}): Reporter {
  const report = reportCosts(options)
  return {
    onTestRunEnd(modules) {
      const tests = modules.flatMap((module) => [...module.children.allTests()].flatMap(costOf))
      const { text, isOverBudget } = report(tests)
      process.stdout.write(text)
      if (isOverBudget) process.exitCode = 1
    },
  }
}

function costOf(test: TestCase): readonly TestCost[] {
  const cost = (test.meta() as { readonly [META_KEY]?: TestCost })[META_KEY]
  return cost === undefined ? [] : [cost]
}
