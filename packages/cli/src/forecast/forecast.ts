/** An amount that is not known yet: half of the outcomes are below `p50`, a tenth below `p10`, a tenth above `p90`. */
export interface Outlook<Value> {
  readonly p10: Value
  readonly p50: Value
  readonly p90: Value
}

/**
 * What a month will have cost when it ends. Below two weeks of history nothing is forecast: that is `insufficient`, and not
 * a forecast of nothing.
 */
export type Forecast =
  | { readonly status: 'forecast'; readonly month: MonthForecast }
  | { readonly status: 'insufficient'; readonly days: number; readonly neededDays: number }

/** The forecast of one UTC month. */
export interface MonthForecast {
  /** The beginning of the month and of the next one, in UTC. */
  readonly fromMillis: number
  readonly toMillis: number
  /** Spent since the beginning of the month. */
  readonly spentNanoUsd: bigint
  /** What the month will have cost. */
  readonly totalNanoUsd: Outlook<bigint>
  /** How fast spend grows, as a share of itself in a week: 0.15 for 15 %. 0 where no growth stands out from chance. */
  readonly growthPerWeek: number
  /** Of a budget, if there is one. */
  readonly exhaustion: Exhaustion | undefined
  /** The feature to whose growth most of the rest of the month is due; `undefined` where none grows. */
  readonly driver: Driver | undefined
  /** What happens if the last two days go on; `undefined` where they were as expected. */
  readonly surge: Surge | undefined
}

/** When a budget is gone. */
export interface Exhaustion {
  readonly limitNanoUsd: bigint
  /** Whether it is gone already. */
  readonly isOver: boolean
  /**
   * When spend reaches the limit, if it goes as `p10` .. `p90` say; `undefined` where it does not before the month ends. The
   * dearest course comes first: `p90` is the earliest.
   */
  readonly atMillis: Outlook<number | undefined>
}

export interface Driver {
  /** `undefined` for the calls without a feature. */
  readonly feature: string | undefined
  readonly growthPerWeek: number
  /** What its growth adds to the rest of the month. */
  readonly addedNanoUsd: bigint
}

/**
 * A surge: the last two days were far above what had been expected of them. Whether it goes on is a question for people and
 * not for statistics, so it is told beside the forecast, and only raises the upper end of it.
 */
export interface Surge {
  /** The feature that is most of it; `undefined` for the calls without one. */
  readonly feature: string | undefined
  /** What a day costs more than expected. */
  readonly addedPerDayNanoUsd: bigint
  /** What the month will have cost if it goes on. */
  readonly totalNanoUsd: bigint
  /** When the budget is gone then; `undefined` where it lasts, or there is none. */
  readonly exhaustedAtMillis: number | undefined
}
