import { type CalendarPeriod, createGuard, windowAt } from '@costspan/guard'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { admitted, CENT, refused, reported } from '../ask.ts'
import cases from './windows.json' with { type: 'json' }

const HOURS = 3_600_000

describe('E4: windows of the calendar', () => {
  it.each(cases)('$what', ({ period, zone, at, id, start, end, hours }) => {
    const { startMillis, endMillis, ...window } = windowAt(period as CalendarPeriod, zone, Date.parse(at))
    expect({
      ...window,
      start: iso(startMillis),
      end: iso(endMillis),
      hours: (endMillis - startMillis) / HOURS,
    }).toEqual({
      id,
      start,
      end,
      hours,
    })
  })

  it('follow one another without gap or overlap, in any zone', () => {
    const zones = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Asia/Shanghai', 'Australia/Lord_Howe', 'Africa/Cairo']
    const periods: readonly CalendarPeriod[] = ['day', 'week', 'month']
    const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) })
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.constantFrom(...periods), instants, (zone, period, at) => {
        const window = windowAt(period, zone, at)
        const next = windowAt(period, zone, window.endMillis)
        expect(window.startMillis <= at && at < window.endMillis).toBe(true)
        expect(windowAt(period, zone, window.startMillis)).toEqual(window)
        expect(windowAt(period, zone, window.endMillis - 1)).toEqual(window)
        expect([next.startMillis, next.id === window.id]).toEqual([window.endMillis, false])
      }),
    )
  })

  it.each(cases)('refuse until they end: $what', async ({ period, zone, at, end }) => {
    const now = Date.parse(at)
    const guard = createGuard({ budgets: [{ limit: '$0.01', per: period as CalendarPeriod, zone }], now: () => now })
    await guard.settle(await admitted(guard), reported(CENT))
    expect((await refused(guard)).retryAfterSeconds).toBe(Math.ceil((Date.parse(end) - now) / 1_000))
  })

  it('give the whole limit anew when the next begins', async () => {
    let now = Date.parse('2026-03-09T03:59:59Z')
    const guard = createGuard({ budgets: [{ limit: '$0.01', per: 'day', zone: 'America/New_York' }], now: () => now })
    await guard.settle(await admitted(guard), reported(CENT))
    expect((await refused(guard)).retryAfterSeconds).toBe(1)
    now += 1_000
    await admitted(guard)
  })

  it('keep what was spent and held in them when the clock jumps back and forth', async () => {
    let now = Date.parse('2026-11-22T12:00:00Z')
    const guard = createGuard({ budgets: [{ limit: '$0.03', per: 'day' }], now: () => now })
    await guard.settle(await admitted(guard), reported(CENT))
    await admitted(guard)
    const standing = async () => {
      const [{ spent, held } = { spent: -1n, held: -1n }] = await guard.standing({})
      return [spent, held]
    }
    now -= 3 * HOURS
    expect(await standing()).toEqual([CENT, CENT])
    const early = await admitted(guard)
    expect(await refused(guard)).toMatchObject({ spent: CENT, held: 2n * CENT })
    now -= 24 * HOURS
    expect(await standing()).toEqual([0n, 0n])
    now += 27 * HOURS + 600_000
    expect(await standing()).toEqual([CENT, 0n])
    await guard.settle(early, reported(CENT))
    await guard.settle(early, reported(CENT))
    expect(await standing()).toEqual([2n * CENT, 0n])
  })

  it('E3: book what is settled after their end where it was reserved', async () => {
    let now = Date.parse('2026-11-22T23:59:00Z')
    const guard = createGuard({ budgets: [{ limit: '$0.01', per: 'day' }], now: () => now })
    const reservation = await admitted(guard)
    now += 120_000
    await guard.settle(reservation, reported(CENT))
    await admitted(guard)
  })
})

function iso(millis: number): string {
  return new Date(millis).toISOString().replace('.000', '')
}
