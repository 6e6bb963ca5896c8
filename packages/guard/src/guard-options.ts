import type { MeterProvider } from '@opentelemetry/api'
import type { AlertSink } from './alert/alert.ts'
import type { BudgetOptions } from './budget/budget-options.ts'
import { shown } from './budget/shown.ts'
import type { BudgetLedger } from './ledger/budget-ledger.ts'
import type { BudgetStore } from './store/budget-store.ts'

/** How a guard is made. */
export interface GuardOptions {
  readonly budgets: readonly BudgetOptions[]
  /** Where counters are kept. Default: the memory of this process. */
  readonly store?: BudgetStore
  /** Keeps what was settled, so that counters can be made anew. Default: in memory, for as long as the process lives. */
  readonly ledger?: BudgetLedger
  /** How long a call that is never settled holds its estimate. Default: 10 minutes, as long as SDKs wait for an answer. */
  readonly holdMillis?: number
  /** How long to wait for the store before its failure policy decides. Default: 500 ms; the memory store is not timed. */
  readonly storeTimeoutMillis?: number
  /** The slice of what was left that a process may spend without the store, in percent. Default: 1. */
  readonly leasePercent?: number
  /** Who is told when a rung is reached. */
  readonly alerts?: readonly AlertSink[]
  /** Where the metrics go. Default: the global meter provider. */
  readonly meterProvider?: MeterProvider
  /** The time, for tests and simulations. Default: `Date.now`. */
  readonly now?: () => number
}

/** The options with their defaults. */
export type GuardSettings = Required<Omit<GuardOptions, 'store' | 'ledger' | 'meterProvider'>>

const DEFAULTS = {
  holdMillis: 600_000,
  storeTimeoutMillis: 500,
  leasePercent: 1,
  alerts: [],
  now: Date.now,
} as const

const NUMBERS = { holdMillis: 86_400_000, storeTimeoutMillis: 60_000, leasePercent: 100 } as const

/** @throws TypeError naming the option, its value and what was expected */
export function guardSettings(options: GuardOptions): GuardSettings {
  const settings = { ...DEFAULTS, ...options }
  if (!Array.isArray(settings.budgets)) {
    throw new TypeError(`budgets must be a list of budgets, got ${shown(settings.budgets)}`)
  }
  for (const [name, most] of Object.entries(NUMBERS)) {
    const value = settings[name as keyof typeof NUMBERS]
    if (typeof value !== 'number' || !(value > 0 && value <= most)) {
      throw new TypeError(`${name} must be a number above 0 and up to ${most}, got ${shown(value)}`)
    }
  }
  return settings
}
