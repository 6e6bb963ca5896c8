import { describe, expect, it } from 'vitest'
import { detectSignals } from '../../../../packages/cli/src/anomalies/detect-signals.ts'
import { mergeSignals } from '../../../../packages/cli/src/anomalies/merge-signals.ts'
import { shareHours } from '../../../../packages/cli/src/anomalies/share-hours.ts'
import { unpricedHours } from '../../../../packages/cli/src/anomalies/unpriced-hours.ts'
import { CULPRIT, FROM_MILLIS, HOUR, seededCompany } from './seeded-company.ts'
import { spendStep } from './spend-step.ts'

const NANO = 1e9

describe('the rule of shares', () => {
  const dayBudget = Array.from({ length: 48 }, () => 300 * NANO)
  const options = { share: 0.01, dayBudget, least: NANO }
  const calm = Array.from({ length: 48 }, () => 0.5 * NANO)

  it('finds a name that spends a hundredth of a day within an hour, out of nowhere', () => {
    const values = calm.with(30, 8 * NANO)
    expect(shareHours(values, options)).toEqual([30])
    expect(shareHours([9 * NANO], { ...options, dayBudget: [300 * NANO] })).toEqual([0])
  })

  it('leaves those alone who spend as much every day', () => {
    const customer = calm.map((_, hour) => (hour % 24 === 10 ? 8 * NANO : 0))
    expect(shareHours(customer, options)).toEqual([10])
  })

  it('says nothing about cents, and nothing without a budget', () => {
    expect(shareHours(calm.with(30, 0.9 * NANO), { ...options, dayBudget: dayBudget.map(() => NANO) })).toEqual([])
    expect(shareHours(calm.with(30, 8 * NANO), { ...options, dayBudget: calm.map(() => undefined) })).toEqual([])
  })
})

describe('the rule of prices', () => {
  const window = { fromMillis: FROM_MILLIS, toMillis: FROM_MILLIS + 48 * HOUR }
  const steps = Array.from({ length: 48 }, (_, hour) => spendStep(FROM_MILLIS + hour * HOUR, NANO))

  it('finds the hours in which most calls have lost their price', () => {
    const lost = steps.with(40, { ...spendStep(FROM_MILLIS + 40 * HOUR, 0), pricedCalls: 5, unpricedCalls: 15 })
    expect(unpricedHours(lost, window)).toEqual([40])
  })

  it('does not repeat itself about calls that never had one', () => {
    const never = steps.map((step) => ({ ...step, pricedCalls: 0, unpricedCalls: step.calls }))
    expect(unpricedHours(never, window)).toEqual([])
  })
})

describe('signals', () => {
  it('of one incident are one anomaly, the total first and the culprits behind it', () => {
    const incident = { fromHour: 45 * 24 + 10, hours: 30, factor: 3, by: 'one user' } as const
    const company = seededCompany({ seed: 3, days: 49, incident })
    const { signals } = detectSignals(company, { leastExcessNanoUsd: NANO })
    const [anomaly, ...more] = mergeSignals(signals)
    expect(more).toEqual([])
    expect(anomaly).toMatchObject({ kind: 'rise', fromMillis: FROM_MILLIS + incident.fromHour * HOUR })
    const [first, ...named] = anomaly?.signals ?? []
    expect(first?.of).toEqual({})
    expect(new Set(named.map(({ of }) => of.name))).toEqual(new Set([CULPRIT.feature, CULPRIT.user]))
  })
})
