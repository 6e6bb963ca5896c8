import { shown } from '../budget/shown.ts'
import type { Guard } from '../guard.ts'
import type { CallGuard } from '../http/call-guard.ts'

/** How requests are gathered into batches. */
export interface BatchQueueOptions {
  /**
   * The file that keeps what was asked and what came of it, until it is forgotten; `:memory:` for what may be lost. One process
   * at a time. A file that is made for it, and its folder, are for the user of this process alone.
   */
  readonly journal: string
  /** A batch is handed in when so many requests wait. Default: 1,000. */
  readonly maxRequests?: number
  /** And when the first has waited for so long. Default: 10 minutes. */
  readonly maxWaitMillis?: number
  /** How often results are looked for while a batch is worked on. Default: a minute. */
  readonly pollMillis?: number
  /** The budgets that requests are held against, for who asks for them. Default: those of `register()`, if there are any. */
  readonly guard?: Guard | CallGuard
  /**
   * Told of each result, also of those that an earlier process asked for. Where it fails it is told again at the next look, so
   * that it may hear of one twice.
   */
  readonly onResult?: (result: BatchResult) => void | Promise<void>
}

/** What came of one request. */
export interface BatchResult {
  /** The application's own id. */
  readonly id: string
  /** The answer, as the SDK gives it for a single call. */
  readonly answer?: unknown
  /** Why there is none. */
  readonly error?: string
}

const DEFAULTS = { maxRequests: 1_000, maxWaitMillis: 600_000, pollMillis: 60_000 } as const

/** The options with their defaults. */
type BatchQueueSettings = Required<Omit<BatchQueueOptions, 'onResult' | 'guard'>> & Pick<BatchQueueOptions, 'onResult'>

/** @throws TypeError naming the option, its value and what was expected */
export function batchQueueSettings(options: BatchQueueOptions): BatchQueueSettings {
  const settings = { ...DEFAULTS, ...options }
  const { journal } = settings
  if (typeof journal !== 'string' || journal === '') {
    throw new TypeError(`journal must be the name of a file, or :memory:, got ${shown(journal)}`)
  }
  for (const name of ['maxRequests', 'maxWaitMillis', 'pollMillis'] as const) {
    const value = settings[name]
    // The longest time that a timer takes.
    if (!(Number.isSafeInteger(value) && value > 0 && value < 2 ** 31)) {
      throw new TypeError(`${name} must be a whole number above 0, got ${String(value)}`)
    }
  }
  return settings
}
