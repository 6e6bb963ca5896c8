import type { RecordingRule, RuleGroup } from '../rule.ts'

/**
 * Weeks, and what a budget should have spent by now: a healthy budget is spent by its pace over the month, and most of it in
 * office hours. The expected spend of a window is the budget of a week times the share that the same window had of the last
 * four weeks. Without such a past, an even pace with room for office hours stands for it.
 */
export function weekRecords(): RuleGroup<RecordingRule> {
  return {
    name: 'costspan-weeks',
    intervalSeconds: 120,
    rules: [
      weekOf('scope:costspan_spend_usd'),
      weekOf('budget:costspan_spend_usd'),
      expected('6h', 6, 3),
      expected('1d', 24, 1.5),
    ],
  }
}

const WEEKS = [1, 2, 3, 4]
const HOURS_PER_WEEK = 168
const WEEKS_PER_MONTH = '(30 / 7)'
/** No window is expected to be cheaper than a tenth of the even pace: the first call of a quiet night is no emergency. */
const LEAST_OF_EVEN_SHARE = 0.1

function weekOf(metric: string): RecordingRule {
  return { record: `${metric}:week`, expr: `sum_over_time(${metric}:increase1h[7d:1h]) or ${metric}:increase1h` }
}

function expected(window: string, hours: number, room: number): RecordingRule {
  const even = `${hours} / ${HOURS_PER_WEEK}`
  const usual = `${medianOfWeeks(`budget:costspan_spend_usd:increase${window}`)}
    / (${medianOfWeeks('budget:costspan_spend_usd:week')} > 0)`
  return {
    record: `budget:costspan_expected_usd:${window}`,
    expr: `budget:costspan_limit_usd{window="month"} / ${WEEKS_PER_MONTH} * on (budget) (
  clamp_min(
    ${usual},
    ${LEAST_OF_EVEN_SHARE} * ${even}
  )
  or on (budget) 0 * budget:costspan_limit_usd{window="month"} + ${room} * ${even}
)`,
  }
}

/** `label_replace` keeps the weeks apart, which otherwise have the same labels. */
function medianOfWeeks(metric: string): string {
  const weeks = WEEKS.map((week) => `label_replace(${metric} offset ${week}w, "week", "${week}", "", "")`)
  return `quantile by (budget) (0.5, ${weeks.join('\n      or ')})`
}
