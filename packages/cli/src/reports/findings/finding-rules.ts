import { costlyRetries } from './costly-retries.ts'
import { expensiveModel } from './expensive-model.ts'
import type { Finding } from './finding.ts'
import type { FindingFacts } from './finding-facts.ts'
import { largeRetrieval } from './large-retrieval.ts'
import { longInputs } from './long-inputs.ts'
import { oversizedOutputLimit } from './oversized-output-limit.ts'
import { uncachedPrefix } from './uncached-prefix.ts'
import { verboseSystemPrompt } from './verbose-system-prompt.ts'

/** A rule finds what costs more than it need. A new one is a file, a line here and a name in `FindingRule`. */
const FINDING_RULES: readonly ((facts: FindingFacts) => readonly Finding[])[] = [
  longInputs,
  oversizedOutputLimit,
  expensiveModel,
  largeRetrieval,
  costlyRetries,
  verboseSystemPrompt,
  uncachedPrefix,
]

/** What all rules find, the largest saving first. */
export function findingsIn(facts: FindingFacts): readonly Finding[] {
  return FINDING_RULES.flatMap((rule) => rule(facts)).toSorted((a, b) => compare(b.savedNanoUsd, a.savedNanoUsd))
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
