import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { ExplainedAnomaly } from '../../../src/anomalies/find-anomalies.ts'
import type { MonthOutlook } from '../../../src/dashboard/month-outlook.ts'
import { ask } from '../api/ask.ts'
import { element } from '../dom/element.ts'
import { show } from '../dom/show.ts'
import { anomalyItem } from '../parts/anomaly-item.ts'
import { card, emptyNote } from '../parts/card.ts'
import { monthForecast } from '../parts/month-forecast.ts'
import { RANGE_WORDS } from '../state/time-range.ts'
import type { PageContext, View } from '../state/page-context.ts'

/** What was unusual, and what it leads to. */
export function outlookView({ state, selection, toggle }: PageContext): View {
  const anomalies = element('div')
  const month = element('div')
  return {
    element: element('div', { class: 'stack' }, month, card('Anomalies', [], anomalies)),
    async refresh() {
      const asked = selection()
      show(month, monthForecast(await ask<MonthOutlook>('month', asked)))
      // Weeks of hours are compared for every user; what is known already is shown meanwhile.
      if (anomalies.childElementCount === 0)
        show(anomalies, emptyNote('Comparing hours …', 'with those of the weeks before'))
      void ask<readonly ExplainedAnomaly[]>('anomalies', asked).then(showAnomalies, showProblem)
    },
  }

  function showProblem(error: unknown): void {
    show(anomalies, emptyNote('This could not be judged', error instanceof Error ? error.message : String(error)))
  }

  function showAnomalies(found: AsJson<readonly ExplainedAnomaly[]>): void {
    const items = found.map((anomaly) => anomalyItem(anomaly, toggle))
    show(
      anomalies,
      items.length === 0 ? nothingUnusual(RANGE_WORDS[state.range]) : element('ol', { class: 'anomalies' }, ...items),
    )
  }
}

function nothingUnusual(words: string): HTMLElement {
  return emptyNote(
    'Nothing unusual',
    `No hour of the last ${words} stands out from the weeks before. Three days of history are needed to judge at all.`,
  )
}
