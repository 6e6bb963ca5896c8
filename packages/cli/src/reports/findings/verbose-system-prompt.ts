import { formatCount } from '../format-count.ts'
import type { Finding } from './finding.ts'
import type { FindingFacts } from './finding-facts.ts'
import { nanoAmount } from './nano-amount.ts'
import { tokenRates } from './token-rates.ts'

const LONG_PROMPT = 1_500
const LEAST_SHARE = 0.5
const FEWEST_CALLS = 20

/** Long system prompts that are most of what is sent. */
export function verboseSystemPrompt({ prompts }: FindingFacts): readonly Finding[] {
  return prompts.flatMap(({ promptHash, feature, model, sum, steadyInputTokens }) => {
    if (sum.calls < FEWEST_CALLS || steadyInputTokens < LONG_PROMPT) return []
    const share = (steadyInputTokens * sum.calls) / Math.max(1, sum.inputTokens)
    if (share < LEAST_SHARE) return []
    return [
      {
        rule: 'verbose-system-prompt',
        subject: `${feature}, prompt ${promptHash} with ${model}`,
        evidence: `about ${formatCount(steadyInputTokens)} tokens are the same in every call, ${(Math.min(1, share) * 100).toFixed(0)} % of the input`,
        advice: 'shorten the instructions, and leave out examples and tools that are not needed',
        savedNanoUsd: nanoAmount((steadyInputTokens / 2) * sum.calls * tokenRates(sum).input),
        assumption: 'half of it is enough',
      },
    ]
  })
}
