import { addDays, type LocalDay, startOfDay } from './local-day.ts'
import { localTimeOf } from './zone-clock.ts'

/** How long a limit holds before it counts anew. `request` limits each call by itself, `run` a whole run. */
export type BudgetPeriod = 'hour' | 'day' | 'week' | 'month' | 'request' | 'run'

/** A period of the calendar. */
export type CalendarPeriod = Exclude<BudgetPeriod, 'request' | 'run'>

/**
 * A window: one hour, day, week or month of the calendar in a time zone. Its id is a part of the counter's key, so that a
 * new window starts at zero by itself and no job has to reset anything.
 */
export interface BudgetWindow {
  readonly id: string
  readonly startMillis: number
  /** The first instant of the next window. */
  readonly endMillis: number
}

const MILLIS_PER_HOUR = 3_600_000

/**
 * The window that an instant falls into. Days have 23 to 25 hours where clocks change; weeks are those of ISO 8601, from
 * Monday on.
 *
 * @param zone an IANA time zone, such as `Europe/Berlin`
 */
export function windowAt(period: CalendarPeriod, zone: string, atMillis: number): BudgetWindow {
  const cached = LAST_WINDOWS.get(`${period} ${zone}`)
  if (cached !== undefined && cached.startMillis <= atMillis && atMillis < cached.endMillis) return cached
  const window = period === 'hour' ? hourAt(zone, atMillis) : daysAt(period, zone, atMillis)
  LAST_WINDOWS.set(`${period} ${zone}`, window)
  return window
}

/** Nearly all calls fall into the window of the call before, and to ask the calendar takes as long as all the rest. */
const LAST_WINDOWS = new Map<string, BudgetWindow>()

/** An hour begins where clocks of the zone show no minutes, and is named in UTC: the hour from 1 to 2 may come twice a day. */
function hourAt(zone: string, atMillis: number): BudgetWindow {
  const { minute, second, millisecond } = localTimeOf(zone, atMillis)
  const startMillis = atMillis - (minute * 60_000 + second * 1_000 + millisecond)
  return { id: new Date(startMillis).toISOString().slice(0, 16), startMillis, endMillis: startMillis + MILLIS_PER_HOUR }
}

function daysAt(period: 'day' | 'week' | 'month', zone: string, atMillis: number): BudgetWindow {
  const { year, month, day } = localTimeOf(zone, atMillis)
  const today = { year, month, day }
  if (period === 'day') return windowOf(dayId(today), zone, today, addDays(today, 1))
  if (period === 'month') {
    return windowOf(
      dayId(today).slice(0, 7),
      zone,
      { year, month, day: 1 },
      addDays({ year, month: month + 1, day: 1 }, 0),
    )
  }
  const monday = addDays(today, -daysSinceMonday(today))
  return windowOf(weekId(monday), zone, monday, addDays(monday, 7))
}

function windowOf(id: string, zone: string, first: LocalDay, next: LocalDay): BudgetWindow {
  return { id, startMillis: startOfDay(zone, first), endMillis: startOfDay(zone, next) }
}

function dayId({ year, month, day }: LocalDay): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function daysSinceMonday({ year, month, day }: LocalDay): number {
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7
}

/** A week belongs to the year that its Thursday is in. */
function weekId(monday: LocalDay): string {
  const thursday = addDays(monday, 3)
  const dayOfYear =
    (Date.UTC(thursday.year, thursday.month - 1, thursday.day) - Date.UTC(thursday.year, 0, 1)) / 86_400_000
  return `${thursday.year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`
}
