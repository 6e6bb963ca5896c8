import { PERCENT_VALUE } from '../alert-text.ts'
import { FEATURE, FINISH_REASON } from '../metric-names.ts'
import type { AlertRule } from '../rule.ts'
import type { RulesSettings } from '../rules-settings.ts'
import { shareOfCalls } from './share-of-calls.ts'

/** Answers that were cut off at the limit of output tokens: paid for, and often asked again. */
export function truncationShare({ thresholds }: RulesSettings): AlertRule {
  return {
    alert: 'CostspanTruncationShare',
    expr: shareOfCalls(`${FINISH_REASON}=~"${TRUNCATED}"`, thresholds.truncationShare),
    forMinutes: 15,
    severity: 'ticket',
    summary: `${PERCENT_VALUE} of the answers of feature {{ $labels.${FEATURE} }} in the last hour were cut off`,
    description: 'Raise the limit of output tokens, or ask for shorter answers.',
  }
}

/** What OpenAI's chat, Anthropic, OpenAI's responses and Google call it. */
const TRUNCATED = 'length|max_tokens|max_output_tokens|MAX_TOKENS'
