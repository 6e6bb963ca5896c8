import type { Stacking } from '../../../src/dashboard/spend-series.ts'
import { RANGES, type RangeName } from './time-range.ts'

/**
 * What the page shows, kept in the address after `#`, so that the back button works and an address can be passed on.
 */
export interface PageState {
  readonly view: ViewName
  readonly range: RangeName
  readonly by: Stacking
  /** As in the API: `dimension:value`, or `dimension` for calls that have none. */
  readonly where: readonly string[]
  readonly order: CallOrder
  /** The call that is looked at, as `trace/span`. */
  readonly call: string | undefined
}

export const VIEWS = ['overview', 'calls', 'budgets', 'outlook', 'savings'] as const
export type ViewName = (typeof VIEWS)[number]

const ORDERS = ['newest', 'dearest', 'oldest'] as const
export type CallOrder = (typeof ORDERS)[number]

export const BY_NAMES: readonly Stacking[] = ['feature', 'team', 'user', 'tier', 'model', 'tokenClass']

export function readState(hash: string, defaultRange: RangeName): PageState {
  const [, path = '', search = ''] = /^#\/?([^?]*)\??(.*)$/s.exec(hash) ?? []
  const parameters = new URLSearchParams(search)
  const choice = <Choice extends string>(name: string, choices: readonly Choice[], otherwise: Choice): Choice =>
    choices.find((each) => each === parameters.get(name)) ?? otherwise
  return {
    view: VIEWS.find((each) => each === path) ?? 'overview',
    range: choice('range', RANGES, defaultRange),
    by: choice('by', BY_NAMES, 'feature'),
    where: parameters.getAll('where'),
    order: choice('order', ORDERS, 'newest'),
    call: parameters.get('call') ?? undefined,
  }
}

export function stateHash({ view, range, by, where, order, call }: PageState): string {
  const parameters = new URLSearchParams({ range, by })
  if (view === 'calls') parameters.set('order', order)
  for (const each of where) parameters.append('where', each)
  if (call !== undefined) parameters.set('call', call)
  return `#/${view}?${parameters}`
}
