import { hourlyCounter } from './hourly-series.ts'
import { hourWeight, normalWeeks } from './normal-weeks.ts'
import type { InputSeries } from './promtool.ts'

/**
 * Weeks at a healthy application, with or without the story: deep analysis ships on a Friday, and on the Monday after, at
 * nine, its power users discover it: 38,000 dollars in four days, 2,200 of them by one user. Time begins on Thursday
 * 1970-01-01, as promtool's does.
 */
export function applicationSeries(weeks: number, storyHour?: number): InputSeries[] {
  const life = { weeks, weeklyGrowth: 0.03 }
  return [
    ...FEATURES.flatMap(({ feature, perWeek }, index) =>
      featureSeries(feature, normalWeeks(index, { ...life, perWeek })),
    ),
    ...['a1', 'b2'].map((hash, index) => userSeries(hash, normalWeeks(90 + index, { ...life, perWeek: 60 }))),
    { series: 'costspan_price_catalog_age_days{job="acme"}', values: `3+0x${weeks * 168 * 30}` },
    ...(storyHour === undefined ? [] : storySeries(weeks, storyHour)),
  ]
}

const FEATURES = [
  { feature: 'support-chat', perWeek: 900 },
  { feature: 'summaries', perWeek: 400 },
  { feature: 'code-review', perWeek: 300 },
  { feature: 'search', perWeek: 100 },
]

/** Calls cost four cents on average; a few are retries, fallbacks and cut off; most lookups of the cache are hits. */
function featureSeries(feature: string, spend: readonly number[]): InputSeries[] {
  const labels = `job="acme",costspan_feature="${feature}"`
  const share = (part: number): number[] => spend.map((usd) => (usd * part) / 0.04)
  return [
    hourlyCounter(`costspan_cost_USD_total{${labels}}`, spend),
    calls(`${labels},costspan_attempt_kind="primary",gen_ai_response_finish_reasons="stop"`, share(0.25)),
    calls(`${labels},costspan_attempt_kind="primary",costspan_cache_result="exact"`, share(0.5)),
    calls(`${labels},costspan_attempt_kind="primary",costspan_cache_result="miss"`, share(0.18)),
    calls(`${labels},costspan_attempt_kind="primary",gen_ai_response_finish_reasons="length"`, share(0.02)),
    calls(`${labels},costspan_attempt_kind="retry",gen_ai_response_finish_reasons="stop"`, share(0.02)),
    calls(`${labels},costspan_attempt_kind="fallback",gen_ai_response_finish_reasons="stop"`, share(0.03)),
    hourlyCounter(`gen_ai_client_inference_usage_input_tokens_total{${labels}}`, share(4_000)),
    hourlyCounter(`gen_ai_client_inference_usage_cache_read_input_tokens_total{${labels}}`, share(1_800)),
  ]
}

function storySeries(weeks: number, storyHour: number): InputSeries[] {
  const spread = (amount: number): number[] => overFourDays(amount, weeks, storyHour)
  return [
    hourlyCounter('costspan_cost_USD_total{job="acme",costspan_feature="deep-analysis"}', spread(38_000)),
    calls('job="acme",costspan_feature="deep-analysis",costspan_attempt_kind="primary"', spread(14_000)),
    userSeries('e4', spread(2_200)),
  ]
}

function calls(labels: string, hourly: readonly number[]): InputSeries {
  return hourlyCounter(`costspan_calls_total{${labels}}`, hourly)
}

function userSeries(hash: string, hourly: readonly number[]): InputSeries {
  return hourlyCounter(`costspan_user_cost_USD_total{costspan_user_hash="${hash}"}`, hourly)
}

const FOUR_DAYS_HOURS = 80

/** An amount spread over four days by the hours of work, nothing before and after. */
function overFourDays(amount: number, weeks: number, fromHour: number): number[] {
  const isInStory = (hour: number): boolean => hour >= fromHour && hour < fromHour + FOUR_DAYS_HOURS
  const weights = Array.from({ length: weeks * 168 }, (_, hour) => (isInStory(hour) ? hourWeight(hour) : 0))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => (amount * weight) / whole)
}
