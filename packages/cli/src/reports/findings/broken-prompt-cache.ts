import { formatCount } from '../format-count.ts'
import type { Finding } from './finding.ts'
import type { FindingFacts } from './finding-facts.ts'
import { nanoAmount } from './nano-amount.ts'

const FEWEST_CALLS = 10

/** What to do about each cause that the guard names (`costspan.prompt.break.cause`). */
const ADVICE: Readonly<Record<string, string>> = {
  tool_order: 'send the tools in the same order each time, such as by name',
  tools: 'send the same tools in each call of the feature, and say in the prompt which of them to use',
  timestamp: 'move the time to the last message, or leave it out',
  random_id: 'move the id to the last message, or into metadata',
  system: 'put what changes in the system prompt behind what does not',
  history: 'leave the messages of before as they were, and shorten them in large steps',
  model: 'stay with one model in a conversation: each has a cache of its own',
  breakpoint: 'mark the same end of the prefix in each call',
  ttl: 'ask for a longer time in the cache, or send calls closer together',
  evicted: 'send a prompt_cache_key, or keep the prefix alive where it is dear',
}

/** Prompts that a provider's cache could have had, and did not, by the cause that the guard has named. */
export function brokenPromptCache({ promptBreaks }: FindingFacts): readonly Finding[] {
  return promptBreaks
    .filter(({ calls }) => calls >= FEWEST_CALLS)
    .map(({ feature, cause, calls, lostNanoUsd }) => ({
      rule: 'broken-prompt-cache',
      subject: `${feature}, ${cause.replaceAll('_', ' ')}`,
      evidence: `${formatCount(calls)} calls paid in full for a prompt that the cache could have had`,
      advice:
        (Object.hasOwn(ADVICE, cause) ? ADVICE[cause] : undefined) ??
        'keep the beginning of the prompt as it is from call to call',
      savedNanoUsd: nanoAmount(lostNanoUsd),
      assumption: 'what those calls shared with the call before is read at the price of the cache',
    }))
}
