import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { MonthOutlook } from '../../../src/dashboard/month-outlook.ts'
import { lineChart } from '../chart/line-chart.ts'
import { tooltipLine } from '../chart/tooltip.ts'
import { element } from '../dom/element.ts'
import { themeColour } from '../dom/theme-colour.ts'
import { figure, toUsd } from '../format/money.ts'
import { share } from '../format/share.ts'
import { UNATTRIBUTED } from '../format/names.ts'
import { day } from '../format/time.ts'
import { card, emptyNote } from './card.ts'

type Outlook = AsJson<MonthOutlook>

/** The month so far, and the fan of what it will have cost. */
export function monthForecast(outlook: Outlook): HTMLElement {
  const name = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    outlook.fromMillis,
  )
  const { forecast } = outlook
  if (forecast.status === 'insufficient') {
    const why = `${forecast.neededDays} days of calls are needed; there are ${forecast.days}. Spent so far: ${figure(outlook.points.at(-1)?.spentNanoUsd ?? '0')}.`
    return card(name, [], emptyNote('Too early for a forecast', why))
  }
  const chart = lineChart(240, `${name}: spend so far and forecast`)
  draw(chart, outlook, forecast.month)
  const { p10, p50, p90 } = forecast.month.totalNanoUsd
  return card(
    name,
    [],
    element(
      'p',
      { class: 'burn-figure' },
      element('strong', {}, figure(p50)),
      ` at the end of the month; between ${figure(p10)} and ${figure(p90)} in eight of ten such months`,
    ),
    chart.element,
    element('p', { class: 'fine' }, sentences(forecast.month).join(' ')),
  )
}

type Month = Extract<Outlook['forecast'], { readonly status: 'forecast' }>['month']

function draw(chart: ReturnType<typeof lineChart>, outlook: Outlook, { totalNanoUsd }: Month): void {
  const { points, toMillis, limitNanoUsd } = outlook
  const isOver = (points.at(-1)?.atMillis ?? 0) >= toMillis
  const atMillis = [...points.map((point) => point.atMillis), ...(isOver ? [] : [toMillis])]
  const spent = points.map(({ spentNanoUsd }) => toUsd(spentNanoUsd))
  const fan = (end: string): readonly (number | undefined)[] => [
    ...spent.map((usd, index) => (index === spent.length - 1 ? usd : undefined)),
    ...(isOver ? [] : [toUsd(end)]),
  ]
  const limit =
    limitNanoUsd === undefined
      ? []
      : [{ usd: atMillis.map(() => toUsd(limitNanoUsd)), colour: '--bad', isDashed: true }]
  const lines = [
    { usd: fan(totalNanoUsd.p90), colour: '--series-others' },
    { usd: fan(totalNanoUsd.p10), colour: '--series-others' },
    { usd: fan(totalNanoUsd.p50), colour: '--series-2', isDashed: true },
    { usd: spent, colour: '--series-1', isArea: true },
    ...limit,
  ]
  const names = ['at the most (p90)', 'at the least (p10)', 'forecast (p50)', 'spent', 'budget']
  chart.draw({
    atMillis,
    lines,
    band: { upper: 0, lower: 1, colour: '--series-2' },
    describe: (index) => [
      element('div', { class: 'tooltip-title' }, day(atMillis[index] ?? 0)),
      ...lines.flatMap(({ usd, colour }, line) => {
        const value = usd[index]
        // At the last day that is known, the fan has not opened.
        if (value === undefined || (line < 3 && index < spent.length)) return []
        return [tooltipLine(themeColour(colour), names[line] ?? '', `$${value.toFixed(2)}`)]
      }),
    ],
  })
}

function sentences({ growthPerWeek, driver, exhaustion }: Month): readonly string[] {
  const growth =
    growthPerWeek === 0 ? 'No growth stands out from chance.' : `Spend grows ${share(growthPerWeek, 1)} a week.`
  const cause =
    driver === undefined
      ? []
      : [
          `${driver.feature ?? UNATTRIBUTED} grows ${share(driver.growthPerWeek, 1)} a week, which adds ${figure(driver.addedNanoUsd)} to the rest of the month.`,
        ]
  return [growth, ...cause, ...exhaustionWords(exhaustion)]
}

function exhaustionWords(exhaustion: Month['exhaustion']): readonly string[] {
  if (exhaustion === undefined) return []
  const limit = figure(exhaustion.limitNanoUsd)
  if (exhaustion.isOver) return [`The budget of ${limit} is used up.`]
  const { p50, p90 } = exhaustion.atMillis
  if (p50 !== undefined) return [`The budget of ${limit} is gone on ${day(p50)}.`]
  return [p90 === undefined ? `The budget of ${limit} holds.` : `The budget of ${limit} may be gone on ${day(p90)}.`]
}
