import { createLedger } from '@costspan/cli'
import { describe, expect, it } from 'vitest'
import { describeEconomics } from '../../../../packages/cli/src/economics/describe-economics.ts'
import { findEconomics } from '../../../../packages/cli/src/economics/find-economics.ts'
import { readOutcomes } from '../../../../packages/cli/src/economics/outcome.ts'
import { readOwnership } from '../../../../packages/cli/src/economics/ownership.ts'
import { readRevenue } from '../../../../packages/cli/src/economics/revenue-plan.ts'
import { renderSections } from '../../../../packages/cli/src/reports/document/render-text.ts'
import { madeCall } from '../../../support/made-call.ts'

const DOLLAR = 1_000_000_000n
const AT = Date.UTC(2026, 2, 31)

/** A hundred users of the plan pro who cost $1 to $100, one of a free plan, and calls without a user. */
function ledger() {
  const made = createLedger()
  const add = (given: Parameters<typeof madeCall>[0]): void =>
    made.addCall(madeCall({ startUnixNano: BigInt(AT - 86_400_000) * 1_000_000n, ...given }))
  for (let user = 1; user <= 100; user += 1) {
    add({ tier: 'pro', user: `user-${user}`, nanoUsd: BigInt(user) * DOLLAR, run: `run-${user}` })
  }
  add({ tier: 'free', user: 'guest', nanoUsd: 7n * DOLLAR, run: 'run-free' })
  add({ tier: 'pro', nanoUsd: 50n * DOLLAR })
  return made
}

describe('the economics of tiers', () => {
  it('put what users pay beside what they cost', async () => {
    const revenue = readRevenue('tier,price,users\npro,$20,120\nfree,0,\nteam,$500,2\n')
    const { tiers } = await findEconomics(ledger(), { atMillis: AT, revenue })
    expect(tiers).toEqual([
      {
        tier: 'pro',
        users: 100,
        calls: 101,
        costNanoUsd: 5_100n * DOLLAR,
        revenueNanoUsd: 2_400n * DOLLAR,
        costPerUser: { mean: 50_500_000_000n, p50: 50n * DOLLAR, p95: 95n * DOLLAR, p99: 99n * DOLLAR },
        unprofitableUsers: 80,
        caps: { monthNanoUsd: 6n * DOLLAR, dayNanoUsd: 1_200_000_000n, hourNanoUsd: 300_000_000n },
      },
      {
        tier: 'free',
        users: 1,
        calls: 1,
        costNanoUsd: 7n * DOLLAR,
        revenueNanoUsd: 0n,
        costPerUser: { mean: 7n * DOLLAR, p50: 7n * DOLLAR, p95: 7n * DOLLAR, p99: 7n * DOLLAR },
        unprofitableUsers: 1,
        caps: { monthNanoUsd: 0n, dayNanoUsd: 0n, hourNanoUsd: 0n },
      },
      expect.objectContaining({ tier: 'team', users: 0, costNanoUsd: 0n, revenueNanoUsd: 1_000n * DOLLAR }),
    ])
  })

  it('count revenue in proportion to the window, and by user where that is known', async () => {
    const revenue = readRevenue('user,revenue\nuser-1,$30\nuser-100,$30\n')
    const { tiers } = await findEconomics(ledger(), { atMillis: AT, days: 15, revenue })
    expect(tiers[0]).toMatchObject({ tier: 'pro', revenueNanoUsd: 30n * DOLLAR, unprofitableUsers: 1 })
    expect(tiers[1]).toMatchObject({ tier: 'free', revenueNanoUsd: undefined, caps: undefined })
  })

  it('say that revenue is unknown rather than nothing', async () => {
    const text = renderSections(describeEconomics(await findEconomics(ledger(), { atMillis: AT })))
    expect(text).toContain('unknown')
    expect(text).not.toContain('Limits that keep the margin')
  })

  it.each([
    ['tier,price\npro,much\n', 'line 2: price must be an amount such as "$20", got "much"'],
    ['tier,price,users\npro,$1,-3\n', 'line 2: users must be a whole number, got "-3"'],
    [
      'plan,cost\npro,$1\n',
      'line 2 must have the columns tier,price or tier,price,users or user,revenue, got plan,cost',
    ],
    ['tier,price\n', 'revenue must have a line below'],
  ])('refuse %j with the line that is wrong', (text, message) => {
    expect(() => readRevenue(text)).toThrow(message)
  })
})

describe('the total cost of ownership', () => {
  it('adds what is paid around calls, for a month', async () => {
    const lines = readOwnership('category,name,month\ninfrastructure,gateway,$100\noperational,evaluation,$250.50\n')
    const { ownership } = await findEconomics(ledger(), { atMillis: AT, days: 15, ownership: lines })
    expect(ownership).toMatchObject({
      callsNanoUsd: 10_214n * DOLLAR,
      totalNanoUsd: 10_564_500_000_000n,
    })
    expect(() => readOwnership('category,name,month\nother,x,$1\n')).toThrow('line 2: category must be one of')
  })
})

describe('the cost of outcomes', () => {
  it('says of how many successes no call is known, and does not count them as free', async () => {
    const outcomes = readOutcomes(
      'outcome,run,success\nticket_resolved,run-1,true\nticket_resolved,run-elsewhere,true\n',
    )
    const { outcomes: costs } = await findEconomics(ledger(), { atMillis: AT, outcomes })
    expect(costs).toMatchObject([
      { successes: 2, successesWithoutCalls: 1, nanoUsd: DOLLAR, perSuccessNanoUsd: DOLLAR },
    ])
  })

  it('divides failures among successes, and counts a run once', async () => {
    const outcomes = readOutcomes(
      'outcome,run,success\nticket_resolved,run-1,true\nticket_resolved,run-2,false\nticket_resolved,run-1,true\n',
    )
    const { outcomes: costs } = await findEconomics(ledger(), { atMillis: AT, outcomes })
    expect(costs).toEqual([
      {
        name: 'ticket_resolved',
        successes: 1,
        failures: 1,
        nanoUsd: 3n * DOLLAR,
        failedNanoUsd: 2n * DOLLAR,
        perSuccessNanoUsd: 3n * DOLLAR,
        valueNanoUsd: undefined,
        valuedSuccesses: 0,
        successesWithoutCalls: 0,
        unpricedCalls: 0,
        versions: [],
      },
    ])
    expect(() => readOutcomes('outcome,order\nx,1\n')).toThrow('line 2 must have an outcome and one of run')
  })

  it('is a loss where it exceeds the worth of those whose worth is known', async () => {
    const costCell = async (worth: bigint): Promise<unknown> => {
      const outcome = { name: 'sale', by: 'run', isSuccess: true } as const
      // Each of the two costs $1.50 on average, and nobody said what the second is worth.
      const outcomes = [
        { ...outcome, id: 'run-1', valueNanoUsd: worth },
        { ...outcome, id: 'run-2' },
      ]
      const sections = describeEconomics(await findEconomics(ledger(), { atMillis: AT, outcomes }))
      const [table] = sections.find(({ title }) => title === 'Outcomes')?.blocks ?? []
      return table?.kind === 'table' ? table.rows[0]?.[6] : undefined
    }
    expect(await costCell(2n * DOLLAR)).toEqual({ text: '$1.5000' })
    expect(await costCell(DOLLAR)).toEqual({ text: '$1.5000', tone: 'warning' })
  })
})
