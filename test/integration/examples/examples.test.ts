import { describe, expect, it } from 'vitest'
import { startExample } from './start-example.ts'

/** An example, and a part of what it has to print beside the bill that agrees. */
const AGREEING: readonly (readonly [example: string, printed: RegExp])[] = [
  ['quickstart', /\n2 calls: /],
  ['node-sdk', /\n1 calls: /],
  ['express-tenants', /summaries globex hana x-costspan-cost-usd: 0\.\d{9}, [^]*\n3 calls: /],
  ['fastify-streaming', /\n1 calls: [^]*user ada/],
  ['langchain-rag', /and one with a fallback: [^]*\n4 calls, 2 failed, 1 retried: /],
  ['ai-sdk-agent', /\n2 steps, 2 calls, /],
  [
    'semantic-cache',
    / {2}hit {3}saved \$0\.\d+ Hi, how can I reset my password, please\?\n(?: {2}asked .*\n){4}\n6 calls: [^]*faq by semantic/,
  ],
  ['worker-queue', /\n2 calls: [^]*feature nightly-digest/],
  [
    'budgets-redis',
    /calls were answered, \d+ refused before anything was sent\nRefused by the budget "demo": what is left/,
  ],
  [
    'cost-aware-qa',
    /cached {19}\$0\.000000[^]*2 answers came from a batch\nRefused by the budget "essays"[^]*\n12 calls, 1 failed[^]*\nsaved:[^]* qa by choice: [^]* digest by batch: \$0\.000320000 saved[^]* qa by exact: \$0\.000015600 saved/,
  ],
  ['alerts-slack', /Slack: :large_blue_circle: \*Budget support: \$0\.0005[^]*rung 100 %, deny/],
]

describe('each example runs with npm start and without a key, and costs what the provider bills:', () => {
  it.each(AGREEING)('%s', { timeout: 120_000 }, async (example, printed) => {
    const { code, output } = await startExample(example)
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(printed) })
    expect(output).toMatch(/\n✓ the provider's own bill: \$0\.\d{9}\n$/)
  })

  it('custom-prices, whose own prices and discount are not those of the bill', { timeout: 120_000 }, async () => {
    const { code, output } = await startExample('custom-prices')
    // 12 and 31 tokens at $0.40 and $1.20, and at $2.50 and $10.00, less 15 %.
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('\n2 calls: $0.000324700\n') })
  })
})
