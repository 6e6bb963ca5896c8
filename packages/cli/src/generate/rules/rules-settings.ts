/** What the rules are made for. */
export interface RulesOptions {
  readonly budgets?: readonly WatchedBudget[]
  readonly thresholds?: Partial<AlertThresholds>
  /** Where the runbooks are; the name of the alert's page is appended. Default: those of this project. */
  readonly runbookUrl?: string
}

/** Limits on what may be spent in calendar windows (UTC), of all spend or of the part that carries some labels. */
export interface WatchedBudget {
  readonly name: string
  readonly limitsUsd: { readonly [Window in BudgetWindow]?: number }
  /** Attributes of the metrics that belong to it, such as `costspan.feature`. Default: none, which means all spend. */
  readonly scope?: Readonly<Record<string, string>>
}

/** A calendar window that a limit holds for. */
export type BudgetWindow = 'hour' | 'day' | 'week' | 'month'

/** When an alert fires, where that is a matter of taste. Shares are fractions of 1. */
export interface AlertThresholds {
  /** Default: 0.05. */
  readonly retryShare: number
  /** Default: 0.1. */
  readonly fallbackShare: number
  /** Default: 0.05. */
  readonly truncationShare: number
  /** Hits by lookups of the response cache. Default: 0.6. */
  readonly responseCacheHitRatio: number
  /** Input tokens that were read from the prompt cache, where a feature uses one. Default: 0.3. */
  readonly promptCacheHitRatio: number
  /** Spend of one user in an hour, by the budget of a day. Default: 0.01. */
  readonly userShareOfDay: number
  /** An hour is never called unusual for less than this above the expected. Default: 0.1 % of the month, at least 1. */
  readonly anomalyFloorUsd: number
  /** Default: 30. */
  readonly catalogAgeDays: number
  /** Calls of a model in six hours whose cost as returned contradicts its price. Default: 5. */
  readonly priceConflicts: number
}

/** The options with all defaults. */
export interface RulesSettings {
  readonly budgets: readonly WatchedBudget[]
  readonly thresholds: AlertThresholds
  readonly runbookUrl: string
  /** What may be spent in a day by the budgets that have no scope, or undefined where no budget tells. */
  readonly dailyLimitUsd: number | undefined
}

const RUNBOOKS = 'https://github.com/costspan/costspan/blob/main/docs/runbooks/'

/** Fills in what is not given, and checks what is. Throws a `TypeError` that names the budget and the value. */
export function rulesSettings({ budgets = [], thresholds, runbookUrl = RUNBOOKS }: RulesOptions): RulesSettings {
  checkBudgets(budgets)
  const whole = budgets.filter(({ scope = {} }) => Object.keys(scope).length === 0).map(({ limitsUsd }) => limitsUsd)
  const dailyLimits = whole.flatMap(dailyUsd)
  return {
    budgets,
    runbookUrl: runbookUrl.endsWith('/') ? runbookUrl : `${runbookUrl}/`,
    dailyLimitUsd: dailyLimits.length === 0 ? undefined : Math.min(...dailyLimits),
    thresholds: {
      retryShare: 0.05,
      fallbackShare: 0.1,
      truncationShare: 0.05,
      responseCacheHitRatio: 0.6,
      promptCacheHitRatio: 0.3,
      userShareOfDay: 0.01,
      anomalyFloorUsd: Math.max(1, ...whole.map(({ month = 0 }) => month / 1_000)),
      catalogAgeDays: 30,
      priceConflicts: 5,
      ...thresholds,
    },
  }
}

/** A month counts as thirty days, so that the limit of a day does not change with the calendar. */
function dailyUsd({ day, week, month }: WatchedBudget['limitsUsd']): number[] {
  return [day, week === undefined ? undefined : week / 7, month === undefined ? undefined : month / 30].filter(
    (limit) => limit !== undefined,
  )
}

function checkBudgets(budgets: readonly WatchedBudget[]): void {
  const names = new Set<string>()
  for (const { name, limitsUsd } of budgets) {
    for (const [window, limit] of Object.entries(limitsUsd)) {
      if (limit > 0 && Number.isFinite(limit)) continue
      throw new TypeError(`budget "${name}" has the limit ${limit} for a ${window}, expected an amount of USD above 0`)
    }
    if (names.has(name)) throw new TypeError(`budget "${name}" is there twice, expected names that differ`)
    names.add(name)
  }
}
