import { DAY_MILLIS } from '../ledger/time-step.ts'
import { UNATTRIBUTED } from '../reports/dimensions.ts'
import { formatDay } from '../reports/document/format-time.ts'
import { shownName } from '../reports/document/shown-name.ts'
import { decimalsFor, formatUsd } from '../reports/format-usd.ts'
import type { Driver, Exhaustion, Forecast, Outlook, Surge } from './forecast.ts'

/** A forecast in sentences, the most important first. */
export function describeForecast(forecast: Forecast, atMillis: number): readonly string[] {
  if (forecast.status === 'insufficient') {
    const { days, neededDays } = forecast
    return [`No forecast yet: ${days} whole ${days === 1 ? 'day' : 'days'} of history, ${neededDays} are needed`]
  }
  const { month } = forecast
  const { p10, p50, p90 } = month.totalNanoUsd
  const lines = [
    `${formatDay(month.fromMillis).slice(0, 7)} will have cost ${dollars(p50)}, with 80 % certainty ${dollars(p10)} to ${dollars(p90)}; ${dollars(month.spentNanoUsd)} is spent`,
  ]
  if (month.exhaustion !== undefined) lines.push(exhaustionText(month.exhaustion, month.driver, atMillis))
  else if (month.driver !== undefined)
    lines.push(`${growthText(month.driver)}, which adds ${dollars(month.driver.addedNanoUsd)}`)
  if (month.surge !== undefined) lines.push(surgeText(month.surge, atMillis))
  return lines
}

function surgeText({ feature, addedPerDayNanoUsd, totalNanoUsd, exhaustedAtMillis }: Surge, now: number): string {
  const gone = exhaustedAtMillis === undefined ? '' : `, and the budget is gone ${inDays(exhaustedAtMillis, now)}`
  return `The last two days cost ${dollars(addedPerDayNanoUsd)} a day more than expected, most of it ${shownName(feature ?? UNATTRIBUTED)}; if that goes on, the month will have cost ${dollars(totalNanoUsd)}${gone}`
}

/** The sentence that a budget is about: `document_analysis grows 15 % a week; the budget is gone in 12 days`. */
function exhaustionText(
  { isOver, atMillis: when, limitNanoUsd }: Exhaustion,
  driver: Driver | undefined,
  now: number,
): string {
  const limit = `the budget of ${dollars(limitNanoUsd)}`
  const cause = driver === undefined ? '' : `${growthText(driver)}; `
  if (isOver) return `${cause}${limit} is gone`
  if (when.p50 !== undefined) return `${cause}${limit} is gone ${inDays(when.p50, now)}${bounds(when, now)}`
  if (when.p90 !== undefined) return `${cause}${limit} will probably last, but may be gone ${inDays(when.p90, now)}`
  return `${cause}${limit} will last`
}

function growthText({ feature, growthPerWeek }: Driver): string {
  return `${shownName(feature ?? UNATTRIBUTED)} grows ${Math.round(growthPerWeek * 100)} % a week`
}

function inDays(millis: number, now: number): string {
  const days = Math.round((millis - now) / DAY_MILLIS)
  if (days === 0) return 'today'
  return `in ${days} ${days === 1 ? 'day' : 'days'} (${formatDay(millis)})`
}

function bounds({ p10, p90 }: Outlook<number | undefined>, now: number): string {
  const earliest = p90 === undefined ? '' : `, as early as ${inDays(p90, now)}`
  return p10 === undefined ? `${earliest}, if it does not stay below` : earliest
}

function dollars(nanoUsd: bigint): string {
  return formatUsd(nanoUsd, decimalsFor(nanoUsd))
}
