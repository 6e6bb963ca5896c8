import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { MonthOutlook } from '../../../src/dashboard/month-outlook.ts'
import type { Overview } from '../../../src/dashboard/overview.ts'
import { formatCount } from '../../../src/reports/format-count.ts'
import { element } from '../dom/element.ts'
import { figure, shortMoney, toUsd } from '../format/money.ts'
import { change, share } from '../format/share.ts'
import { RANGE_WORDS, type RangeName } from '../state/time-range.ts'
import { statTile, trend } from './stat-tile.ts'

/** The figures of a window in one line. */
export function statStrip(
  { total, before }: AsJson<Overview>,
  month: AsJson<MonthOutlook>,
  range: RangeName,
): HTMLElement {
  const changed = range === 'all' ? undefined : change(total.nanoUsd, before.total.nanoUsd)
  return element(
    'dl',
    { class: 'card stats' },
    statTile(
      'Spend',
      figure(total.nanoUsd),
      trend(changed),
      changed === undefined ? '' : ` on the ${RANGE_WORDS[range]} before`,
    ),
    monthTile(month),
    statTile('Calls', formatCount(total.calls), callNotes(total)),
    statTile(
      'A call',
      total.pricedCalls === 0 ? '–' : figure(BigInt(total.nanoUsd) / BigInt(total.pricedCalls)),
      'on average',
    ),
    statTile(
      'Tokens',
      formatCount(total.inputTokens + total.outputTokens),
      `${share(total.cacheReadTokens, total.inputTokens)} of input cached`,
    ),
    statTile(
      'Not known',
      formatCount(total.unpricedCalls + total.unobservedCalls),
      BigInt(total.atRiskNanoUsd) > 0n ? `up to ${figure(total.atRiskNanoUsd)} more` : 'no price, or no answer',
    ),
  )
}

/** Without two weeks of history there is no forecast, and the month so far is all that is known. */
function monthTile({ forecast, points, fromMillis }: AsJson<MonthOutlook>): HTMLElement {
  const name = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(fromMillis)
  if (forecast.status === 'insufficient') {
    return statTile(`${name} so far`, figure(points.at(-1)?.spentNanoUsd ?? '0'), 'too early for a forecast')
  }
  const { p10, p50, p90 } = forecast.month.totalNanoUsd
  return statTile(`${name}, forecast`, figure(p50), `${shortMoney(toUsd(p10))} to ${shortMoney(toUsd(p90))}`)
}

function callNotes({ calls, failedCalls, retriedCalls }: AsJson<Overview>['total']): string {
  const notes = [
    failedCalls > 0 ? `${share(failedCalls, calls)} failed` : undefined,
    retriedCalls > 0 ? `${share(retriedCalls, calls)} retried` : undefined,
  ].filter((note) => note !== undefined)
  return notes.length === 0 ? 'none failed' : notes.join(', ')
}
