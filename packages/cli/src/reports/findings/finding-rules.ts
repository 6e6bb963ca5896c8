import { brokenPromptCache } from './broken-prompt-cache.ts'
import { costlyRetries } from './costly-retries.ts'
import { expensiveModel } from './expensive-model.ts'
import type { Finding } from './finding.ts'
import type { FindingFacts } from './finding-facts.ts'
import { largeRetrieval } from './large-retrieval.ts'
import { longInputs } from './long-inputs.ts'
import { oversizedOutputLimit } from './oversized-output-limit.ts'
import { overlappingChunks } from './overlapping-chunks.ts'
import { uncachedPrefix } from './uncached-prefix.ts'
import { unlimitedRetries } from './unlimited-retries.ts'
import { unreadCacheWrites } from './unread-cache-writes.ts'
import { verboseSystemPrompt } from './verbose-system-prompt.ts'

/** A rule finds what costs more than it need. A new one is a file, a line here and a name in `FindingRule`. */
const FINDING_RULES: readonly ((facts: FindingFacts) => readonly Finding[])[] = [
  longInputs,
  oversizedOutputLimit,
  expensiveModel,
  largeRetrieval,
  overlappingChunks,
  costlyRetries,
  unlimitedRetries,
  verboseSystemPrompt,
  uncachedPrefix,
  brokenPromptCache,
  unreadCacheWrites,
]

/** What all rules find, the largest saving first. */
export function findingsIn(facts: FindingFacts): readonly Finding[] {
  return FINDING_RULES.flatMap((rule) => rule(facts)).toSorted((a, b) => compare(b.savedNanoUsd, a.savedNanoUsd))
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
