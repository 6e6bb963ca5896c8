import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import type { TestRunCost } from '@costspan/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const ROOT = new URL('../../../', import.meta.url)
const VITEST = fileURLToPath(new URL('node_modules/vitest/vitest.mjs', ROOT))

let provider: FakeProvider
let folder: string
beforeEach(async () => {
  provider = await startFakeProvider()
  folder = await mkdtemp(join(tmpdir(), 'costspan-testing-'))
})
afterEach(async () => {
  await provider.close()
  await rm(folder, { recursive: true })
})

interface End {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly tests: TestRunCost['tests']
}

async function node(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<End> {
  const file = join(folder, 'costs.json')
  const child = run(process.execPath, [...args], {
    cwd: fileURLToPath(ROOT),
    env: {
      PATH: process.env['PATH'],
      OPENAI_API_KEY: 'none',
      OPENAI_BASE_URL: provider.openaiUrl,
      RECORDINGS: join(folder, 'recordings'),
      COSTS: file,
      COSTSPAN_TEST_COSTS: file,
      ...env,
    },
  })
  const ended = await child.then(
    (output) => ({ code: 0, ...output }),
    (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => error,
  )
  const { tests } = JSON.parse(await readFile(file, 'utf8')) as TestRunCost
  const { code, stdout, stderr } = ended
  return { code, stdout, stderr, tests: tests.toSorted((a, b) => a.name.localeCompare(b.name)) }
}

function vitest(env: Readonly<Record<string, string>> = {}): Promise<End> {
  return node([VITEST, 'run', '--config', 'test/integration/testing/vitest-app/vitest.config.ts'], env)
}

function nodeTest(env: Readonly<Record<string, string>> = {}): Promise<End> {
  const reporters = ['spec', '@costspan/testing/node-test-reporter'].flatMap((name) => [
    '--test-reporter',
    name,
    '--test-reporter-destination',
    'stdout',
  ])
  const app = 'test/integration/testing/node-app/answers.mjs'
  return node(['--test', '--import', '@costspan/testing/node-test', ...reporters, app], env)
}

function total(tests: TestRunCost['tests'], amount: 'nanoUsd' | 'paidNanoUsd'): bigint {
  return tests.reduce((sum, test) => sum + BigInt(test[amount]), 0n)
}

describe('the reporter of Vitest', () => {
  it('knows what each test cost, also of those that run at once, to the nano-dollar of the bill', async () => {
    const { code, stdout, tests } = await vitest()
    expect({ code, calls: tests.map(({ name, calls }) => [name, calls]), total: total(tests, 'paidNanoUsd') }).toEqual({
      code: 0,
      calls: [
        ['answers > streams at the same time', 1],
        ['answers > takes one call', 1],
        ['answers > takes two calls of two features', 2],
      ],
      total: provider.bill().totalNanoUsd,
    })
    expect(tests[2]?.sites.map(({ feature, operation, models }) => [feature, operation, models])).toEqual([
      ['search', 'chat', ['gpt-4o-2024-08-06']],
      ['chat', 'chat', ['gpt-4o-mini-2024-07-18']],
    ])
    expect(stdout).toMatch(/LLM cost: \$0\.\d{9} paid for 4 calls\n.+takes two calls of two features \(2 calls\)\n/)
    expect(stdout).toContain('  and 1 more test\n')
  })

  it('fails a run that cost more than its budget, whatever its tests say', async () => {
    const { code, stdout } = await vitest({ BUDGET: '$0.000001' })
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringContaining('over the budget of $0.000001000 by $'),
    })
  })

  it('pays nothing for answers that are recorded, and says what they would have cost', async () => {
    const first = await vitest()
    const billed = provider.bill().totalNanoUsd
    const second = await vitest({ CI: 'true', BUDGET: '$0' })
    expect({
      code: second.code,
      paid: total(second.tests, 'paidNanoUsd'),
      worth: total(second.tests, 'nanoUsd'),
      bill: provider.bill().totalNanoUsd,
    }).toEqual({ code: 0, paid: 0n, worth: total(first.tests, 'nanoUsd'), bill: billed })
    expect(second.stdout).toContain('within the budget of $0.000000000')
  })

  it('records nothing that is secret', async () => {
    await vitest()
    const recordings = join(folder, 'recordings')
    const texts = await Promise.all((await readdir(recordings)).map((name) => readFile(join(recordings, name), 'utf8')))
    expect(texts).toHaveLength(4)
    expect(texts.join('\n')).not.toMatch(/authorization|none/i)
  })

  it('says in CI which answer is not recorded, and asks nobody', async () => {
    const { code, stdout, stderr } = await vitest({ CI: 'true' })
    expect({ code, requests: provider.requests.length }).toEqual({ code: 1, requests: 0 })
    expect(stdout + stderr).toContain('There is no recorded answer for POST')
  })
})

describe('the reporter of node:test', () => {
  it('knows what each test cost, also of those that run at once', async () => {
    const { code, stdout, tests } = await nodeTest()
    expect({ code, calls: tests.map(({ name, calls }) => [name, calls]), total: total(tests, 'paidNanoUsd') }).toEqual({
      code: 0,
      calls: [
        ['answers > takes one call', 1],
        ['answers > takes two calls at the same time', 2],
        ['one after another > asks under one name', 1],
        ['one after another > asks under one name', 1],
      ],
      total: provider.bill().totalNanoUsd,
    })
    expect(stdout).toContain('paid for 5 calls')
  })

  it('takes a variable that is empty for one that is not set', async () => {
    const { code, stdout } = await nodeTest({ COSTSPAN_TEST_BUDGET: '', COSTSPAN_REPLAY: '' })
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.not.stringContaining('budget') })
  })

  it('fails a run that cost more than its budget', async () => {
    const { code, stdout } = await nodeTest({ COSTSPAN_TEST_BUDGET: '$0.000001' })
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('over the budget') })
  })
})
