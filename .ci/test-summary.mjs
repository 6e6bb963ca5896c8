/**
 * Sums the JSON reports of vitest that are given as arguments, prints `tests: N passed, N failed` and, where there are any,
 * `, N skipped`. Fails if a report is missing, ran no test, or says that something failed outside of a test.
 */
import { existsSync, readFileSync } from 'node:fs'

const sum = { passed: 0, failed: 0, skipped: 0 }
const problems = process.argv.slice(2).flatMap(addReport)
if (process.argv.length < 3) problems.push('no report was given')

for (const problem of problems) console.error(problem)
const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''
console.log(`tests: ${sum.passed} passed, ${sum.failed} failed${skipped}`)
process.exitCode = problems.length + sum.failed > 0 ? 1 : 0

/** Adds one report and says what is wrong with it. */
function addReport(path) {
  if (!existsSync(path)) return [`${path} is missing: vitest did not come to its end`]
  const report = JSON.parse(readFileSync(path, 'utf8'))
  sum.passed += report.numPassedTests
  sum.failed += report.numFailedTests
  sum.skipped += report.numPendingTests + report.numTodoTests
  if (report.numPassedTests + report.numFailedTests === 0) return [`${path} has no test that ran`]
  return report.success || report.numFailedTests > 0 ? [] : [`${path} failed outside of a test`]
}
