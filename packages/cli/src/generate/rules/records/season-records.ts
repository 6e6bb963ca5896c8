import type { RecordingRule, RuleGroup } from '../rule.ts'

/**
 * How unusual the last hour was: a robust score on logarithms, for everything and for each feature. The reference are the
 * same hours of the week, and one before and after, of the last four weeks, so that neither weekends nor working hours are
 * news, and the hour in question is not part of it. Its median and spread are robust, so that an unusual hour of the past
 * does not hide the next. `level` is how much the last two days, without the last hour, were above or below that reference:
 * growth moves it.
 */
export function seasonRecords(): RuleGroup<RecordingRule> {
  return {
    name: 'costspan-season',
    intervalSeconds: 120,
    rules: [
      {
        record: 'scope:costspan_spend_usd:log',
        expr: `ln(clamp_min(scope:costspan_spend_usd:increase1h, ${LEAST_USD}))`,
      },
      { record: 'scope:costspan_spend_log:reference', expr: REFERENCES.join('\nor ') },
      { record: 'scope:costspan_spend_log:median', expr: MEDIAN },
      { record: 'scope:costspan_spend_log:spread', expr: SPREAD },
      {
        record: 'scope:costspan_spend_log:deviation',
        expr: 'scope:costspan_spend_usd:log - scope:costspan_spend_log:median',
      },
      { record: 'scope:costspan_spend_log:level', expr: LEVEL },
      {
        record: 'scope:costspan_spend_usd:expected1h',
        expr: 'exp(scope:costspan_spend_log:median + scope:costspan_spend_log:level)',
      },
      {
        record: 'scope:costspan_spend_usd:anomaly_score',
        expr: `(scope:costspan_spend_log:deviation - scope:costspan_spend_log:level) / scope:costspan_spend_log:spread`,
      },
    ],
  }
}

/** A logarithm needs something: hours without spend count as a cent. */
const LEAST_USD = 0.01

/** Two weeks of reference; with less, nothing is said. */
const FEWEST_REFERENCES = 6

const HOURS_PER_WEEK = 168
const REFERENCES = [1, 2, 3, 4].flatMap((week) =>
  [-1, 0, 1].map((shift) => {
    const hours = week * HOURS_PER_WEEK + shift
    return `label_replace(scope:costspan_spend_usd:log offset ${hours}h, "hours_ago", "${hours}", "", "")`
  }),
)

const MEDIAN = `quantile without (hours_ago) (0.5, scope:costspan_spend_log:reference)
and count without (hours_ago) (scope:costspan_spend_log:reference) >= ${FEWEST_REFERENCES}`

/** 1.4826 makes the median deviation that of a normal distribution; below 0.3 quiet hours would alarm at every ripple. */
const SPREAD = `clamp_min(
  1.4826 * quantile without (hours_ago) (0.5, abs(
    scope:costspan_spend_log:reference - ignoring (hours_ago) group_left () scope:costspan_spend_log:median
  )),
  0.3
)`

/** Between half and double, whose logarithms are these: beyond that it is not the level that changed. */
const LEVEL = `clamp(
  quantile_over_time(0.5, scope:costspan_spend_log:deviation[2d] offset 1h),
  -0.693, 0.693
)
or 0 * scope:costspan_spend_log:median`
