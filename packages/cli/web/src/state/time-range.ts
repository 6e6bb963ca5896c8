import type { Extent } from '../../../src/ledger/ledger.ts'

/** The windows that can be chosen, each up to now. */
export const RANGES = ['1h', '24h', '7d', '30d', '90d', '1y', 'all'] as const
export type RangeName = (typeof RANGES)[number]

export interface TimeWindow {
  readonly from: number
  readonly to: number
}

/**
 * The window of a range. It ends now, or with the last call of a ledger that nothing was written into for a day: what it has
 * is then more than an empty page.
 */
export function windowOf(range: RangeName, extent: Extent | undefined, now: number): TimeWindow {
  const isOld = extent !== undefined && extent.lastMillis < now - DAY
  // Of whole hours a ledger has the sums.
  const unit = range === '1h' ? MINUTE : HOUR
  const to = Math.ceil((isOld ? extent.lastMillis + 1 : now) / unit) * unit
  if (range === 'all') return { from: Math.floor((extent?.firstMillis ?? to - DAY) / unit) * unit, to }
  return { from: to - LENGTHS[range], to }
}

/** The shortest range that shows all calls, up to a month. */
export function fittingRange(extent: Extent | undefined, now: number): RangeName {
  if (extent === undefined) return '1h'
  const { from, to } = windowOf('all', extent, now)
  return (['1h', '24h', '7d'] as const).find((range) => to - from <= LENGTHS[range]) ?? '30d'
}

/** The name of a range in a sentence: "the last 7 days". */
export const RANGE_WORDS: Readonly<Record<RangeName, string>> = {
  '1h': 'hour',
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  '1y': 'year',
  all: 'whole time',
}

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000
const LENGTHS: Readonly<Record<Exclude<RangeName, 'all'>, number>> = {
  '1h': 60 * MINUTE,
  '24h': DAY,
  '7d': 7 * DAY,
  '30d': 30 * DAY,
  '90d': 90 * DAY,
  '1y': 365 * DAY,
}
