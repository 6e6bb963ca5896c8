import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { BudgetBurn } from '../../../src/dashboard/budget-burn.ts'
import { lineChart } from '../chart/line-chart.ts'
import { tooltipLine } from '../chart/tooltip.ts'
import { themeColour } from '../dom/theme-colour.ts'
import { element } from '../dom/element.ts'
import { figure, toUsd } from '../format/money.ts'
import { share } from '../format/share.ts'
import { dayAndHour } from '../format/time.ts'
import { card } from './card.ts'

type Burn = AsJson<BudgetBurn>

/** A budget's window: what is left over time, beside an even pace, and where the pace so far leads. */
export function burnDown(burn: Burn): HTMLElement {
  const { budget, bucket, period, limitNanoUsd, spentNanoUsd, mode } = burn
  const whose = Object.values(bucket)
  const title = [budget, ...whose].join(' · ')
  const used = Number(spentNanoUsd) / Number(limitNanoUsd)
  const chart = lineChart(170, `${title}: what is left over time`)
  draw(chart, burn)
  const badge = mode === 'shadow' ? [element('span', { class: 'badge' }, 'shadow')] : []
  return card(
    title,
    badge,
    element(
      'p',
      { class: 'burn-figure' },
      element('strong', {}, figure(spentNanoUsd)),
      ` of ${figure(limitNanoUsd)} a ${period}${matchWords(burn)}`,
      element('span', { class: `burn-share ${level(used)}` }, share(spentNanoUsd, limitNanoUsd)),
    ),
    meter(title, used),
    chart.element,
    element('p', { class: 'fine' }, outlook(burn)),
  )
}

function matchWords({ match }: Burn): string {
  const words = Object.entries(match).map(([dimension, value]) => `${dimension} ${value}`)
  return words.length === 0 ? '' : `, of ${words.join(' and ')}`
}

function meter(title: string, used: number): HTMLElement {
  return element('div', {
    class: `meter ${level(used)}`,
    vars: { '--used': `${Math.min(1, used) * 100}%` },
    attributes: {
      role: 'meter',
      'aria-label': `${title}: used`,
      'aria-valuemin': 0,
      'aria-valuemax': 100,
      'aria-valuenow': Math.min(100, Math.round(used * 100)),
      'aria-valuetext': `${Math.round(used * 100)} %`,
    },
  })
}

function level(used: number): string {
  if (used >= 1) return 'is-over'
  return used >= 0.8 ? 'is-near' : 'is-fine'
}

function draw(chart: ReturnType<typeof lineChart>, burn: Burn): void {
  const { points, startMillis, endMillis, limitNanoUsd, projectedNanoUsd } = burn
  const limit = toUsd(limitNanoUsd)
  const last = points.at(-1)?.atMillis ?? startMillis
  const left = points.map(({ spentNanoUsd }) => Math.max(0, limit - toUsd(spentNanoUsd)))
  const atEnd = projectedNanoUsd === undefined ? undefined : Math.max(0, limit - toUsd(projectedNanoUsd))
  const bend = burn.exhaustedAtMillis !== undefined && burn.exhaustedAtMillis > last ? [burn.exhaustedAtMillis] : []
  const atMillis = [...points.map((point) => point.atMillis), ...bend, endMillis]
  const after = bend.map(() => undefined)
  const pace = atMillis.map((at) => limit * (1 - (at - startMillis) / (endMillis - startMillis)))
  const lines = [
    { usd: pace, colour: '--faint', isDashed: true },
    {
      usd: [...left.map((usd, index) => (index === left.length - 1 ? usd : undefined)), ...bend.map(() => 0), atEnd],
      colour: '--series-3',
      isDashed: true,
    },
    { usd: [...left, ...after, undefined], colour: '--series-1', isArea: true },
  ]
  chart.draw({
    atMillis,
    lines,
    describe: (index) => [
      element('div', { class: 'tooltip-title' }, dayAndHour(atMillis[index] ?? 0)),
      ...(['an even pace', 'at this pace', 'left'] as const).flatMap((name, line) => {
        const usd = lines[line]?.usd[index]
        const colour = lines[line]?.colour ?? '--faint'
        return usd === undefined ? [] : [tooltipLine(themeColour(colour), name, `$${usd.toFixed(2)}`)]
      }),
    ],
  })
}

function outlook({ projectedNanoUsd, exhaustedAtMillis, spentNanoUsd, limitNanoUsd, period }: Burn): string {
  if (BigInt(spentNanoUsd) >= BigInt(limitNanoUsd)) return `Used up since ${dayAndHour(exhaustedAtMillis ?? 0)}.`
  if (projectedNanoUsd === undefined) return `The ${period} has just begun.`
  const ends = `At this pace the ${period} ends with ${figure(projectedNanoUsd)}`
  return exhaustedAtMillis === undefined
    ? `${ends}.`
    : `${ends}; the budget is gone on ${dayAndHour(exhaustedAtMillis)}.`
}
