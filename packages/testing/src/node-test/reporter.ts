/**
 * A reporter of `node --test` that lists the dearest tests. `COSTSPAN_TEST_BUDGET` (such as `$0.50`) fails a run that cost more,
 * and `COSTSPAN_TEST_COSTS` names a file for `costspan diff`: reporters of Node.js take no options.
 *
 * @module
 */
import { reportCosts } from '../costs/report-costs.ts'
import type { TestCost } from '../costs/test-cost.ts'
import { COST_MESSAGE } from './cost-message.ts'

/** What a reporter hears, as far as we listen. */
interface ReportedEvent {
  readonly type: string
  readonly data: { readonly message?: string }
}

/** Reads the costs that tests reported, and prints them when all have ended. */
async function* costReporter(events: AsyncIterable<ReportedEvent>): AsyncGenerator<string> {
  // Workflows hand over an empty text for what is not set.
  const { COSTSPAN_TEST_BUDGET: budget, COSTSPAN_TEST_COSTS: file } = process.env
  const report = reportCosts({ budget: budget || undefined, file: file || undefined })
  const tests: TestCost[] = []
  for await (const { type, data } of events) {
    const { message = '' } = data
    if (type === 'test:diagnostic' && message.startsWith(COST_MESSAGE)) tests.push(...costIn(message))
  }
  const { text, isOverBudget } = report(tests)
  if (isOverBudget) process.exitCode = 1
  yield text
}

/** What a test says of itself may begin like a cost. */
function costIn(message: string): readonly TestCost[] {
  try {
    return [JSON.parse(message.slice(COST_MESSAGE.length)) as TestCost]
  } catch {
    return []
  }
}

// Node.js takes the default export of a module as its reporter; here the convention of the host wins over ours.
export { costReporter as default }
