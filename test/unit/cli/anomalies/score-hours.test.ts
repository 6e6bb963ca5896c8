import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HourFlag, scoreHours } from '../../../../packages/cli/src/anomalies/score-hours.ts'
import { seededCompany } from './seeded-company.ts'

const NANO = 1e9
const options = { leastExcess: NANO }

/** Weeks of working hours without any noise, so that each flag has a cause in the test. */
function steadyWeeks(weeks: number): number[] {
  return Array.from({ length: weeks * 168 }, (_, hour) => (isBusy(hour) ? 100 : 10) * NANO)
}

function isBusy(hour: number): boolean {
  return hour % 24 >= 9 && hour % 24 < 17 && Math.floor(hour / 24) % 7 < 5
}

function flagsOf(values: readonly number[]): Map<number, HourFlag> {
  return new Map(
    scoreHours(values, options).flatMap(({ flag }, hour) => (flag === undefined ? [] : [[hour, flag] as const])),
  )
}

const changed = (values: number[], from: number, until: number, factor: number): number[] =>
  values.map((value, hour) => (hour >= from && hour < until ? value * factor : value))

describe('scoring hours', () => {
  it('says of each hour what it said when that was the last one: nothing is judged by what came later', () => {
    const { values } = seededCompany({
      seed: 7,
      days: 49,
      incident: { fromHour: 30 * 24 + 10, hours: 48, factor: 4, by: 'everybody' },
    })
    const whole = scoreHours(values, options)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: values.length }), (hours) => {
        expect(scoreHours(values.slice(0, hours), options)).toEqual(whole.slice(0, hours))
      }),
      { numRuns: 12 },
    )
  })

  it('expects what the same hours of the weeks before cost, weekends and nights included', () => {
    const { expected } = scoreHours(steadyWeeks(5), options).at(4 * 168 + 10) ?? {}
    expect(expected).toBeCloseTo(100 * NANO, -3)
    expect(flagsOf(steadyWeeks(5))).toEqual(new Map())
  })

  it('flags a spike, and what comes after it is as usual', () => {
    const values = changed(steadyWeeks(6), 4 * 168 + 34, 4 * 168 + 35, 20)
    expect(flagsOf(values)).toEqual(new Map([[4 * 168 + 34, 'spike']]))
  })

  it('keeps an incident of twelve days out of what it expects of the same hours two weeks later', () => {
    const values = changed(steadyWeeks(8), 5 * 168, 5 * 168 + 12 * 24, 5)
    expect(scoreHours(values, options)[7 * 168 + 10]?.expected).toBeCloseTo(100 * NANO, -3)
  })

  it('flags a rise that is never a spike when it goes on', () => {
    const flags = flagsOf(changed(steadyWeeks(6), 5 * 168, 6 * 168, 1.9))
    expect([...new Set(flags.values())]).toEqual(['shift'])
    expect(Math.min(...flags.keys()) - 5 * 168).toBeLessThan(12)
  })

  it('takes what has gone on for a fortnight for normal, and says no more about it', () => {
    const flags = flagsOf(changed(steadyWeeks(12), 5 * 168, 12 * 168, 5))
    expect(Math.min(...flags.keys())).toBe(5 * 168)
    expect(Math.max(...flags.keys())).toBeLessThan(8 * 168)
  })

  it('flags the third of three hours far below the usual, and not the first', () => {
    const from = 4 * 168 + 10
    const flags = flagsOf(changed(steadyWeeks(5), from, from + 5, 0))
    expect(flags).toEqual(new Map([2, 3, 4].map((hour) => [from + hour, 'drop'])))
  })

  it('does not take the first day after a holiday for a rise', () => {
    const holiday = changed(steadyWeeks(6), 4 * 168 + 48, 4 * 168 + 96, 0.4)
    const rises = [...flagsOf(holiday)].filter(([, flag]) => flag !== 'drop')
    expect(rises).toEqual([])
  })

  it('flags nothing while it has less than three days to learn from', () => {
    expect(flagsOf(changed(steadyWeeks(1), 60, 61, 50).slice(0, 70))).toEqual(new Map())
  })
})
