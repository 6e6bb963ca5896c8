import { BUDGET_SPENT } from '../metric-names.ts'
import type { RecordingRule, RuleGroup } from '../rule.ts'

/** Calendar months in UTC: spent so far, where it will end, and how many days the rest lasts. */
export function monthRecords(): RuleGroup<RecordingRule> {
  return {
    name: 'costspan-months',
    intervalSeconds: 120,
    rules: [
      { record: 'costspan:month', expr: 'month()' },
      { record: 'costspan:hour', expr: 'hour()' },
      {
        record: 'costspan:days_left_of_month',
        expr: 'days_in_month() - day_of_month() + 1 - hour() / 24 - minute() / 1440',
      },
      { record: 'budget:costspan_spend_usd:month_to_date', expr: MONTH_TO_DATE },
      { record: 'budget:costspan_spend_usd:daily', expr: DAILY },
      { record: 'budget:costspan_spend_usd:weekly_growth', expr: WEEKLY_GROWTH },
      { record: 'budget:costspan_spend_usd:month_forecast', expr: MONTH_FORECAST },
      { record: 'budget:costspan_days_to_exhaustion', expr: DAYS_TO_EXHAUSTION },
    ],
  }
}

/**
 * The full hours of this month and the hour that has begun. A sample at a full hour is about the hour before it, hence the
 * second that is taken off. Where a guard counts the budget, its number wins if it is larger: it knows each call, while
 * `increase` guesses what happened between two scrapes; but it knows only the calls that pass it.
 */
const MONTH_TO_DATE = `max by (budget) (
  (
    sum_over_time((
      budget:costspan_spend_usd:increase1h and on () (month(vector(time() - 1)) == on () (costspan:month @ end()))
    )[31d:1h])
    or on (budget) 0 * budget:costspan_limit_usd{window="month"}
  )
  + on (budget) (
    sum_over_time((
      budget:costspan_spend_usd:increase5m and on () (hour(vector(time() - 1)) == on () (costspan:hour @ end()))
    )[1h:5m])
    or on (budget) 0 * budget:costspan_limit_usd{window="month"}
  )
  or label_replace(
    max by (costspan_budget) (${BUDGET_SPENT}{costspan_budget_window="month"}),
    "budget", "$1", "costspan_budget", "(.*)"
  )
) and on (budget) budget:costspan_limit_usd{window="month"}`

/** A week has all its days in it; the last day wins when it was dearer, so that a jump is seen on its first day. */
const DAILY = `(budget:costspan_spend_usd:week / 7 > budget:costspan_spend_usd:increase1d)
or budget:costspan_spend_usd:increase1d
or budget:costspan_spend_usd:week / 7`

/** Only weeks that were measured whole can be compared; further apart than a quarter is a jump and not a trend. */
const WEEKLY_GROWTH = `clamp(
  budget:costspan_spend_usd:week / (budget:costspan_spend_usd:week offset 1w > 0),
  0.8, 1.25
)
and on (budget) present_over_time(budget:costspan_spend_usd:increase1h[1d] offset 2w)`

/**
 * The last week's pace for the days that are left, grown by a damped trend from the middle of that week to the middle of
 * those days. Nothing within the first week of measuring, when a week is not yet a week.
 */
const MONTH_FORECAST = `(
  budget:costspan_spend_usd:month_to_date
  + on (budget) budget:costspan_spend_usd:week / 7 * on () group_left () costspan:days_left_of_month
  * on (budget) (
    (
      budget:costspan_spend_usd:weekly_growth
      ^ on () group_left () (0.9 * (3.5 + costspan:days_left_of_month / 2) / 7)
    )
    or on (budget) 0 * budget:costspan_limit_usd{window="month"} + 1
  )
)
and on (budget) present_over_time(budget:costspan_spend_usd:increase1h[1d] offset 6d)`

const DAYS_TO_EXHAUSTION = `clamp_min(
  budget:costspan_limit_usd{window="month"} - on (budget) budget:costspan_spend_usd:month_to_date,
  0
) / on (budget) (budget:costspan_spend_usd:daily > 0)`
