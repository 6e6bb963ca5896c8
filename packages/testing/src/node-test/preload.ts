/**
 * Meters the LLM calls of each test of `node --test`:
 *
 * ```
 * node --test --import @costspan/testing/node-test \
 *   --test-reporter spec --test-reporter-destination stdout \
 *   --test-reporter @costspan/testing/node-test-reporter --test-reporter-destination stdout
 * ```
 *
 * A call counts to the test in which it starts. Node.js before 24.19 does not tell which one that is: there a call that starts
 * while several tests of a file run at once counts to none of them.
 *
 * @module
 */
import { relative } from 'node:path'
import * as nodeTest from 'node:test'
import { meterTests } from '../costs/meter-tests.ts'
import { COST_MESSAGE } from './cost-message.ts'

/** Tests that have begun and not ended, by their names, as they are in the report. */
const running = new Set<string>()
const meter = meterTests(currentTest)

nodeTest.beforeEach((context) => {
  running.add(context.fullName)
})

nodeTest.afterEach(async (context) => {
  const { fullName, filePath = '' } = context
  running.delete(fullName)
  const cost = await meter.takeCost(fullName, relative(process.cwd(), filePath), fullName)
  // Diagnostics are what crosses from the process of a file to the reporter.
  if (cost.calls > 0 && 'diagnostic' in context) context.diagnostic(`${COST_MESSAGE}${JSON.stringify(cost)}`)
})

function currentTest(): string | undefined {
  const { getTestContext } = nodeTest as Partial<typeof nodeTest>
  if (getTestContext !== undefined) return getTestContext()?.fullName
  return running.size === 1 ? running.values().next().value : undefined
}
