import { createDashboard, type Ledger, ledgerSink, startReceiver } from '@costspan/cli'
import { createPriceBook } from '@costspan/cost/prices'
import { readBudgets } from '@costspan/guard'
import { dashboardViews } from './dashboard-views.ts'
import { type Effort, effortOf } from './stopwatch.ts'

/** How long a view of the dashboard took, from its questions to their last answer, each time that it was asked. */
export interface ViewFigures {
  readonly days: number
  readonly view: string
  readonly runs: readonly Effort[]
}

const DAY_MILLIS = 86_400_000
const RUNS = 7

/** Asks over HTTP what the page asks. What the dashboard remembers of earlier answers is asked of a new one each time. */
export async function measureViews(ledger: Ledger, nowMillis: number): Promise<readonly ViewFigures[]> {
  const found: ViewFigures[] = []
  for (const days of [1, 7, 30, 365]) {
    const views = dashboardViews(`from=${nowMillis - days * DAY_MILLIS}&to=${nowMillis}`)
    for (const [view, questions] of Object.entries(views)) {
      const runs: Effort[] = []
      for (let run = 0; run < RUNS; run += 1) runs.push(await askAnew(ledger, nowMillis, questions))
      found.push({ days, view, runs })
    }
  }
  return found
}

async function askAnew(ledger: Ledger, nowMillis: number, questions: readonly string[]): Promise<Effort> {
  const budgets = readBudgets([
    { name: 'all', limit: '$1000', per: 'month' },
    { name: 'users', scope: 'user', limit: '$10', per: 'week' },
  ])
  const dashboard = createDashboard({ ledger, budgets, book: createPriceBook(), now: () => nowMillis - 1 })
  const receiver = await startReceiver({ sink: ledgerSink(ledger), site: dashboard.site, port: 0 })
  try {
    return await effortOf(async () =>
      Promise.all(questions.map(async (question) => answered(`${receiver.url}/api/${question}`))),
    )
  } finally {
    dashboard.close()
    await receiver.close()
  }
}

async function answered(url: string): Promise<void> {
  const response = await fetch(url)
  const body = await response.text()
  if (!response.ok) throw new Error(`${url}: ${body}`)
}
