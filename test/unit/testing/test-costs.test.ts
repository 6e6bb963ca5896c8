import { costReporter, type TestCost } from '@costspan/testing'
import nodeTestReporter from '@costspan/testing/node-test-reporter'
import { describe, expect, it } from 'vitest'

const TEST: TestCost = {
  file: 'a.test.ts',
  name: 'asks',
  calls: 2,
  unpricedCalls: 1,
  replayedCalls: 0,
  nanoUsd: '4000',
  paidNanoUsd: '4000',
  sites: [],
}

/** What the reporter of node:test prints when tests say these things. */
async function reported(...messages: readonly string[]): Promise<string> {
  async function* events() {
    for (const message of messages) yield { type: 'test:diagnostic', data: { message } }
  }
  let text = ''
  for await (const part of nodeTestReporter(events())) text += part
  return text
}

describe('the costs of tests', () => {
  it('say at each test how many of its calls have no known price', async () => {
    expect(await reported(`costspan.test.cost ${JSON.stringify(TEST)}`)).toBe(
      '\nLLM cost: $0.000004000 paid for 2 calls, 1 without a known price\n' +
        '    $0.000004000  a.test.ts > asks (2 calls, 1 without a known price)\n',
    )
  })

  it('leave out what a test says of costspan itself', async () => {
    expect(await reported('costspan is here', 'costspan.test.cost of this is unknown')).toBe('')
  })

  it.each([-1, 1.5, NaN])('list no %d tests', (most) => {
    expect(() => costReporter({ most })).toThrow(
      new TypeError(`costReporter: most must be a whole number, zero or more, got ${most}`),
    )
  })
})
