import type { HourWindow } from '../../anomalies/hour-series.ts'
import { DAY_MILLIS } from '../../ledger/time-step.ts'
import type { ReportPeriod } from './spend-report.ts'

const DAYS: Readonly<Record<ReportPeriod, number>> = { day: 1, week: 7, month: 30 }
const QUARTER_DAYS = 91

/** The stretch that a report is about, the one before, and the one of a quarter ago. */
export interface ReportWindows {
  readonly window: HourWindow
  readonly previous: HourWindow
  readonly quarterAgo: HourWindow
}

/** The windows that end at an instant. All have the same length and weekdays, so that they can be compared. */
export function reportWindows(period: ReportPeriod, toMillis: number): ReportWindows {
  const length = DAYS[period] * DAY_MILLIS
  const window = { fromMillis: toMillis - length, toMillis }
  // The day before a Monday is no comparison for it, the Monday before is.
  const back = period === 'day' ? 7 * DAY_MILLIS : length
  return { window, previous: earlier(window, back), quarterAgo: earlier(window, QUARTER_DAYS * DAY_MILLIS) }
}

function earlier({ fromMillis, toMillis }: HourWindow, millis: number): HourWindow {
  return { fromMillis: fromMillis - millis, toMillis: toMillis - millis }
}
