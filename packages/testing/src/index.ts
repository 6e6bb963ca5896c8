/**
 * What do the tests of an LLM application cost? Cost per test and a budget for Vitest and `node --test`, and recorded answers, so
 * that CI pays nothing.
 *
 * @module
 */
export { costReporter } from './vitest/cost-reporter.ts'
export type { CostReportOptions } from './costs/report-costs.ts'
export type { SiteCost, TestCost, TestRunCost } from './costs/test-cost.ts'
export { replayFetch, type ReplayMode, type ReplayOptions } from './replay/replay-fetch.ts'
