import { createLedger } from '@costspan/cli'
import { describe, expect, it } from 'vitest'
import { describeForecast } from '../../../../packages/cli/src/forecast/describe-forecast.ts'
import { findForecast } from '../../../../packages/cli/src/forecast/find-forecast.ts'
import { forecastMonth } from '../../../../packages/cli/src/forecast/forecast-month.ts'
import { madeCall } from '../../../support/made-call.ts'
import { DAY } from './seeded-month.ts'

const DOLLAR = 1_000_000_000n
const FEBRUARY = Date.UTC(2026, 1, 1)
const MARCH = Date.UTC(2026, 2, 1)

/** As many days as `costs` has, up to an instant that is midnight. */
function question(costs: readonly number[], atMillis: number, spentUsd: number, limitUsd?: number) {
  const values = costs.map((cost) => cost * 1e9)
  return {
    days: { fromMillis: atMillis - costs.length * DAY, values },
    features: [{ feature: 'document_analysis', values }],
    spentNanoUsd: BigInt(Math.round(spentUsd * 1e9)),
    atMillis,
    ...(limitUsd === undefined ? {} : { limitNanoUsd: BigInt(limitUsd) * DOLLAR }),
  }
}

function forecastOf(...given: Parameters<typeof question>) {
  const forecast = forecastMonth(question(...given))
  if (forecast.status !== 'forecast') throw new Error('expected a forecast')
  return forecast.month
}

const steady = (days: number): number[] => Array.from({ length: days }, () => 10)

describe('the forecast of a month', () => {
  it('of steady days is exact, in months of 28 and of 31 days', () => {
    expect(forecastOf(steady(42), FEBRUARY, 0).totalNanoUsd.p50).toBe(280n * DOLLAR)
    expect(forecastOf(steady(42), MARCH + 10 * DAY, 100).totalNanoUsd.p50).toBe(310n * DOLLAR)
    expect(forecastOf(steady(42), MARCH, 0, 155).exhaustion?.atMillis.p50).toBe(MARCH + 15.5 * DAY)
  })

  it('knows weekends', () => {
    const days = Array.from({ length: 42 }, (_, index) => {
      const weekday = new Date(MARCH - (42 - index) * DAY).getUTCDay()
      return weekday === 0 || weekday === 6 ? 2 : 10
    })
    // March 2026 has nine days of weekends.
    expect(forecastOf(days, MARCH, 0).totalNanoUsd.p50).toBe((22n * 10n + 9n * 2n) * DOLLAR)
  })

  it('says which feature grows how fast, and in how many days the budget is gone', () => {
    const growing = Array.from({ length: 42 }, (_, index) => 100 * 1.15 ** (index / 7))
    const spent = 0
    const exact = 12
    const limit = Math.round(
      Array.from({ length: exact }, (_, ahead) => 100 * 1.15 ** ((42 + ahead) / 7)).reduce(
        (sum, cost) => sum + cost,
        0,
      ),
    )
    const atMillis = MARCH
    const [, sentence] = describeForecast(forecastMonth(question(growing, atMillis, spent, limit)), atMillis)
    expect(sentence).toMatch(/^document_analysis grows 1[3-6] % a week; the budget of \$[\d,.]+ is gone in 1[1-4] days/)
  })

  it('tells beside it what happens if a surge of the last two days goes on', () => {
    const { surge, totalNanoUsd } = forecastOf([...steady(40), 200, 200], MARCH, 0, 1_000)
    expect(surge).toEqual({
      feature: 'document_analysis',
      addedPerDayNanoUsd: 190n * DOLLAR,
      totalNanoUsd: 31n * 200n * DOLLAR,
      exhaustedAtMillis: MARCH + 5 * DAY,
    })
    expect(totalNanoUsd).toMatchObject({ p50: 310n * DOLLAR, p90: 31n * 200n * DOLLAR })
  })

  it('of less than two weeks is none, which is not a forecast of nothing', () => {
    const forecast = forecastMonth(question(steady(13), MARCH, 0))
    expect(forecast).toEqual({ status: 'insufficient', days: 13, neededDays: 14 })
    expect(describeForecast(forecast, MARCH)).toEqual(['No forecast yet: 13 whole days of history, 14 are needed'])
  })

  it('of an empty ledger is none either', async () => {
    expect(await findForecast(createLedger(), { atMillis: MARCH })).toMatchObject({ status: 'insufficient', days: 0 })
  })

  it('starts from what the ledger has of the month, to the nano-dollar, today included', async () => {
    const ledger = createLedger()
    for (let day = 0; day < 40; day += 1) {
      const startUnixNano = BigInt(MARCH + (day - 35) * DAY + 3_600_000) * 1_000_000n
      ledger.addCall(madeCall({ startUnixNano, nanoUsd: 1_000_000_007n, feature: 'chat' }))
    }
    const forecast = await findForecast(ledger, { atMillis: MARCH + 4 * DAY + 7_200_000, limitNanoUsd: DOLLAR })
    expect(forecast).toMatchObject({
      month: { spentNanoUsd: 5n * 1_000_000_007n, exhaustion: { isOver: true } },
    })
  })
})
