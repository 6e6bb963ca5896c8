import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { BreakdownRow } from '../../../src/dashboard/breakdown.ts'
import { COST_PARTS } from '../../../src/dashboard/cost-parts.ts'
import type { MonthOutlook } from '../../../src/dashboard/month-outlook.ts'
import type { Overview } from '../../../src/dashboard/overview.ts'
import type { SpendSeries, SpendStack, Stacking } from '../../../src/dashboard/spend-series.ts'
import { ask } from '../api/ask.ts'
import { stackColour } from '../chart/stack-colours.ts'
import { stackedChart } from '../chart/stacked-chart.ts'
import { element } from '../dom/element.ts'
import { show } from '../dom/show.ts'
import { BY_WORDS, nameOf } from '../format/names.ts'
import { barList } from '../parts/bar-list.ts'
import { card, emptyNote } from '../parts/card.ts'
import { segmented } from '../parts/segmented.ts'
import { statStrip } from '../parts/stat-strip.ts'
import { BY_NAMES } from '../state/page-state.ts'
import type { PageContext, View } from '../state/page-context.ts'

/** What was spent, when, and by whom. */
export function overviewView(context: PageContext): View {
  const { state, selection, go, toggle } = context
  const strip = element('div')
  const chart = stackedChart()
  const legend = element('ul', { class: 'legend' })
  const cards = BY_NAMES.map((by) => ({ by, body: element('div', { class: 'card-body' }) }))
  const choose = (by: Stacking): void => go({ by })
  const choices = BY_NAMES.map((value) => ({ value, text: BY_WORDS[value] }))
  const content = element(
    'div',
    { class: 'stack' },
    card('Spend over time', [segmented('Stacked by', choices, state.by, choose)], chart.element, legend),
    element(
      'div',
      { class: 'grid' },
      ...cards.map(({ by, body }) => card(`By ${BY_WORDS[by].toLowerCase()}`, [], body)),
    ),
  )
  const page = element('div', { class: 'stack' }, strip, content)
  return {
    element: page,
    async refresh() {
      const asked = selection()
      const [overview, month, series, ...breakdowns] = await Promise.all([
        ask<Overview>('overview', asked),
        ask<MonthOutlook>('month', asked),
        ask<SpendSeries>('series', { ...asked, by: state.by }),
        ...CARD_NAMES.map((by) => ask<readonly BreakdownRow[]>('breakdown', { ...asked, by, limit: 6 })),
      ])
      if (overview.extent === undefined) return show(page, nothingYet())
      if (!page.contains(content)) show(page, strip, content)
      show(strip, statStrip(overview, month, state.range))
      chart.draw(series, state.by)
      show(legend, ...series.stacks.map((stack, rank) => legendItem(stack, state.by, rank)))
      for (const [index, { by, body }] of cards.entries()) {
        const rows = by === 'tokenClass' ? tokenClassRows(overview) : (breakdowns[index] ?? [])
        show(body, bodyOf(rows, by, BigInt(overview.total.nanoUsd)))
      }
    },
  }

  function bodyOf(rows: readonly AsJson<BreakdownRow>[], by: Stacking, total: bigint): HTMLElement {
    if (rows.length === 0) return emptyNote('Nothing here', 'No call falls into this window with these filters.')
    const onChoose = (name: string | undefined): void => toggle(name === undefined ? by : `${by}:${name}`)
    return barList(rows, { by, total, isCharted: by === state.by, ...(by !== 'tokenClass' && { onChoose }) })
  }
}

/** Of what is paid for within calls, the sums of the window tell already. */
function tokenClassRows({ total, before }: AsJson<Overview>): readonly AsJson<BreakdownRow>[] {
  return COST_PARTS.map((name) => ({ name, nanoUsd: total.parts[name], beforeNanoUsd: before.total.parts[name] }))
    .filter(({ nanoUsd }) => nanoUsd !== '0')
    .toSorted((a, b) => Number(BigInt(b.nanoUsd) - BigInt(a.nanoUsd)))
}

/** The token class is the last of them, and needs no question. */
const CARD_NAMES = BY_NAMES.filter((by) => by !== 'tokenClass')

function legendItem({ name, isOthers }: AsJson<SpendStack>, by: string, rank: number): HTMLElement {
  return element(
    'li',
    {},
    element('span', { class: 'dot', vars: { '--dot': `var(${isOthers ? '--series-others' : stackColour(rank)})` } }),
    element('span', { class: 'legend-name' }, isOthers ? 'all others' : nameOf(by, name)),
  )
}

function nothingYet(): HTMLElement {
  return element(
    'section',
    { class: 'card welcome' },
    element('h2', {}, 'Waiting for the first call'),
    element('p', {}, 'Send telemetry here, and what it costs appears as it happens:'),
    element(
      'pre',
      {},
      `OTEL_EXPORTER_OTLP_ENDPOINT=${location.origin} \\\n  node --import @costspan/node/register app.mjs`,
    ),
  )
}
