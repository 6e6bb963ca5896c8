/**
 * A setup file of Vitest: meters the LLM calls of each test. It has to come before files that import LLM SDKs.
 *
 * ```ts
 * // vitest.config.ts
 * import { costReporter } from '@costspan/testing'
 * import { defineConfig } from 'vitest/config'
 *
 * export default defineConfig({
 *   test: {
 *     setupFiles: ['@costspan/testing/vitest'],
 *     reporters: ['default', costReporter({ budget: '$0.50' })],
 *   },
 * })
 * ```
 *
 * @module
 */
import { relative } from 'node:path'
import { withCostContext } from '@costspan/cost'
import { aroundEach } from 'vitest'
import { meterTests, TEST_TAG, type TestMeter } from '../costs/meter-tests.ts'
import { META_KEY } from './meta-key.ts'

/** Where files share a process, the setup runs for each of them, and the metering is switched on once. */
const METER = Symbol.for('costspan.testing.meter')

const global = globalThis as { [METER]?: TestMeter }
const meter = (global[METER] ??= meterTests())

aroundEach(async (runTest, { task }) => {
  try {
    await withCostContext({ tags: { [TEST_TAG]: task.id } }, runTest)
  } finally {
    const cost = await meter.costOf(task.id, relative(process.cwd(), task.file.filepath), task.fullTestName)
    if (cost.calls > 0) Object.assign(task.meta, { [META_KEY]: cost })
  }
})
