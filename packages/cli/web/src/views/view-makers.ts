import type { PageContext, View } from '../state/page-context.ts'
import type { ViewName } from '../state/page-state.ts'
import { budgetsView } from './budgets-view.ts'
import { callsView } from './calls-view.ts'
import { outlookView } from './outlook-view.ts'
import { overviewView } from './overview-view.ts'
import { savingsView } from './savings-view.ts'

/** A view of the page is a line here, a name in `state/page-state.ts`, and a file. */
export const VIEW_MAKERS: Readonly<Record<ViewName, (context: PageContext) => View>> = {
  overview: overviewView,
  calls: callsView,
  budgets: budgetsView,
  outlook: outlookView,
  savings: savingsView,
}
