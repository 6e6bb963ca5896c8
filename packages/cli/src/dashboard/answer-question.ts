import type { PriceBook } from '@costspan/cost/prices'
import type { Budget } from '@costspan/guard'
import type { LedgerReader } from '../ledger/ledger.ts'
import { HttpRefusal } from '../receiver/http-refusal.ts'
import type { AnomalyList } from './anomaly-list.ts'
import { breakdown, BREAKDOWNS } from './breakdown.ts'
import { budgetBurns } from './budget-burn.ts'
import { callPage } from './calls.ts'
import { callView } from './call-view.ts'
import { findingList } from './finding-list.ts'
import { monthOutlook } from './month-outlook.ts'
import { overview } from './overview.ts'
import { readChoice, readInteger, readQuery } from './read-query.ts'
import type { RecentSpans } from './recent-spans.ts'
import { savings } from './savings.ts'
import { spendSeries, STACKINGS } from './spend-series.ts'

/** What the answers of the dashboard are made from. */
export interface DashboardSources {
  readonly ledger: LedgerReader
  readonly budgets: readonly Budget[]
  readonly book: PriceBook
  readonly spans: Pick<RecentSpans, 'ofTrace'>
  readonly anomalies: AnomalyList
  readonly now: () => number
}

/**
 * Answers a question of the page.
 *
 * @throws HttpRefusal with 400 for a parameter that makes no sense, 404 for a question or call that does not exist
 */
export function answerQuestion(name: string, parameters: URLSearchParams, sources: DashboardSources): Promise<object> {
  const answer = QUESTIONS.get(name)
  if (answer === undefined) {
    throw new HttpRefusal(404, `There is no /api/${name}, expected one of: ${[...QUESTIONS.keys()].join(', ')}`)
  }
  return answer(parameters, sources)
}

type Answer = (parameters: URLSearchParams, sources: DashboardSources) => Promise<object>

/** A question of the page is a line here and a function over the ledger. */
const QUESTIONS: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ['overview', (parameters, { ledger }) => overview(ledger, readQuery(parameters))],
  [
    'series',
    (parameters, { ledger }) => spendSeries(ledger, readQuery(parameters), readChoice(parameters, 'by', STACKINGS)),
  ],
  [
    'breakdown',
    (parameters, { ledger }) => {
      const limit = readInteger(parameters, 'limit', { least: 1, most: 1_000, otherwise: 8 })
      return breakdown(ledger, readQuery(parameters), readChoice(parameters, 'by', BREAKDOWNS), limit)
    },
  ],
  ['calls', (parameters, { ledger }) => callPage(ledger, readQuery(parameters), parameters)],
  [
    'call',
    (parameters, { ledger, book, spans }) => {
      const ids = { traceId: parameters.get('trace') ?? '', spanId: parameters.get('span') ?? '' }
      return callView(ledger, ids, { book, spansOf: (traceId) => spans.ofTrace(traceId) })
    },
  ],
  ['budgets', (_, { ledger, budgets, now }) => budgetBurns(ledger, budgets, now())],
  ['anomalies', (parameters, { anomalies }) => anomalies(readQuery(parameters))],
  ['month', (parameters, { ledger, budgets }) => monthOutlook(ledger, readQuery(parameters), budgets)],
  ['savings', (parameters, { ledger, book }) => savings(ledger, readQuery(parameters), book)],
  ['findings', (parameters, { ledger }) => findingList(ledger, readQuery(parameters))],
])
