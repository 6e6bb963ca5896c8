import type { Exchange } from './exchange.ts'

const DAY_MILLIS = 86_400_000
/** A short page, so that whoever reads reports must turn pages. */
const DAYS_A_PAGE = 4

/** One page of the days of a report. */
export interface ReportPage {
  readonly days: readonly { readonly startMillis: number; readonly endMillis: number; readonly isToday: boolean }[]
  readonly hasMore: boolean
  readonly nextPage: string | null
}

/** The days of a report that a request asks for. All that was served was served today: the bill has no other times. */
export function reportPage({ query }: Exchange, startMillis: number, endMillis: number): ReportPage {
  const first = Number(new URLSearchParams(query).get('page')?.replace('page_', '') ?? 0)
  const total = Math.max(0, Math.ceil((endMillis - startMillis) / DAY_MILLIS))
  const next = Math.min(total, first + DAYS_A_PAGE)
  const today = Math.floor(Date.now() / DAY_MILLIS)
  return {
    days: Array.from({ length: next - first }, (_, index) => {
      const start = startMillis + (first + index) * DAY_MILLIS
      return { startMillis: start, endMillis: start + DAY_MILLIS, isToday: Math.floor(start / DAY_MILLIS) === today }
    }),
    hasMore: next < total,
    nextPage: next < total ? `page_${next}` : null,
  }
}
