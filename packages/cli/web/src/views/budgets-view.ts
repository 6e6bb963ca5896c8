import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { BudgetBurn } from '../../../src/dashboard/budget-burn.ts'
import { ask } from '../api/ask.ts'
import { element } from '../dom/element.ts'
import { show } from '../dom/show.ts'
import { burnDown } from '../parts/burn-down.ts'
import { card, emptyNote } from '../parts/card.ts'
import type { View } from '../state/page-context.ts'

/** How far each budget has burned down in its window. */
export function budgetsView(): View {
  const page = element('div', { class: 'stack' })
  return {
    element: page,
    async refresh() {
      const burns = await ask<readonly BudgetBurn[]>('budgets')
      if (burns.length === 0) return show(page, noBudgets())
      show(page, element('div', { class: 'grid is-wide' }, ...burns.toSorted(byUse).map(burnDown)))
    },
  }
}

/** What is used up the most comes first. */
function byUse(a: AsJson<BudgetBurn>, b: AsJson<BudgetBurn>): number {
  return use(b) - use(a)
}

function use({ spentNanoUsd, limitNanoUsd }: AsJson<BudgetBurn>): number {
  return Number(spentNanoUsd) / Number(limitNanoUsd)
}

function noBudgets(): HTMLElement {
  return card(
    'Budgets',
    [],
    emptyNote('No budget in dollars', 'Write one into costspan.yaml, and start costspan dev where that file is:'),
    element(
      'pre',
      {},
      'budgets:\n  - { name: all, limit: $2000.00, per: month }\n  - { scope: user, limit: $5.00, per: day }',
    ),
  )
}
