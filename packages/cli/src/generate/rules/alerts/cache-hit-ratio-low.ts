import { PERCENT_VALUE } from '../alert-text.ts'
import { CACHE_READ_TOKENS, CACHE_RESULT, CALLS, FEATURE, INPUT_TOKENS } from '../metric-names.ts'
import type { AlertRule } from '../rule.ts'
import type { RulesSettings } from '../rules-settings.ts'

/**
 * Two caches: ours of responses, by its lookups, and the provider's of prompts, by input tokens. Features that use neither
 * are not measured: of the prompt cache, those that have read nothing from it for a day.
 */
export function cacheHitRatioLow({ thresholds }: RulesSettings): AlertRule {
  return {
    alert: 'CostspanCacheHitRatioLow',
    expr: `label_replace(
  (1 - ${lookups(`${CACHE_RESULT}="miss"`)} / ${lookups(`${CACHE_RESULT}!=""`)}) < ${thresholds.responseCacheHitRatio}
  and ${lookups(`${CACHE_RESULT}!=""`)} >= ${FEWEST_LOOKUPS},
  "cache", "response", "", ""
)
or label_replace(
  ${tokens(CACHE_READ_TOKENS, '6h')} / (${tokens(INPUT_TOKENS, '6h')} > ${FEWEST_TOKENS}) < ${thresholds.promptCacheHitRatio}
  and ${tokens(CACHE_READ_TOKENS, '1d')} > 0,
  "cache", "prompt", "", ""
)`,
    forMinutes: 60,
    severity: 'ticket',
    summary:
      `The {{ $labels.cache }} cache of feature {{ $labels.${FEATURE} }} answered ${PERCENT_VALUE} ` +
      `in the last six hours, which is below the target`,
    description: 'Something that was constant in the prompts varies now, or entries expire before they are asked for.',
  }
}

const FEWEST_LOOKUPS = 100
const FEWEST_TOKENS = 100_000

function lookups(matchers: string): string {
  return `sum by (${FEATURE}) (increase(${CALLS}{${matchers}}[6h]))`
}

function tokens(metric: string, window: string): string {
  return `sum by (${FEATURE}) (increase(${metric}[${window}]))`
}
