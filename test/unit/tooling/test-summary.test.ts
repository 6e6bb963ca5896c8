import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const SCRIPT = join(import.meta.dirname, '../../../.ci/test-summary.mjs')

/** The fields of vitest's JSON report that are read. */
const PASSED = { numPassedTests: 800, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, success: true }

describe('the summary of a CI run', () => {
  let folder: string
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'costspan-summary-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  function summaryOf(...reports: readonly object[]): { status: number | null; line: string } {
    const paths = reports.map((report, index) => {
      const path = join(folder, `${index}.json`)
      writeFileSync(path, JSON.stringify(report))
      return path
    })
    return run(paths)
  }

  function run(paths: readonly string[]): { status: number | null; line: string } {
    const { status, stdout } = spawnSync(process.execPath, [SCRIPT, ...paths], { encoding: 'utf8' })
    return { status, line: stdout.trimEnd() }
  }

  it('sums what passed in all reports', () => {
    const stack = { ...PASSED, numPassedTests: 12 }
    expect(summaryOf(PASSED, stack)).toEqual({ status: 0, line: 'tests: 812 passed, 0 failed' })
  })

  it('fails with a failed test, and shows skipped ones', () => {
    const broken = { ...PASSED, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1, success: false }
    expect(summaryOf(PASSED, broken)).toEqual({ status: 1, line: 'tests: 1600 passed, 2 failed, 2 skipped' })
  })

  it('fails when a suite ran no test', () => {
    expect(summaryOf(PASSED, { ...PASSED, numPassedTests: 0 })).toEqual({
      status: 1,
      line: 'tests: 800 passed, 0 failed',
    })
  })

  it('fails when vitest failed outside of a test', () => {
    expect(summaryOf({ ...PASSED, success: false }).status).toBe(1)
  })

  it('fails when a report is missing, or none was given', () => {
    expect(run([join(folder, 'missing.json')]).status).toBe(1)
    expect(run([]).status).toBe(1)
  })
})
