import type { Finding } from './finding.ts'
import type { FindingFacts } from './finding-facts.ts'
import { nanoAmount } from './nano-amount.ts'

const FEWEST_CALLS = 20
/** Some overlap of chunks is meant: it keeps sentences whole. */
const MOST_OVERLAP = 0.15

/** Retrieved chunks that repeat each other: every word of the overlap is sent, and paid for, again. */
export function overlappingChunks({ features }: FindingFacts): readonly Finding[] {
  return features.flatMap(({ feature, sum, meanRetrievalOverlap = 0 }) => {
    if (sum.calls < FEWEST_CALLS || meanRetrievalOverlap <= MOST_OVERLAP || sum.retrievalNanoUsd === 0n) return []
    return [
      {
        rule: 'overlapping-chunks',
        subject: feature,
        evidence: `${(meanRetrievalOverlap * 100).toFixed(0)} % of the retrieved context repeats other parts of it`,
        advice: 'join chunks that stand beside each other in a document, and leave out those that repeat others',
        savedNanoUsd: nanoAmount(Number(sum.retrievalNanoUsd) * meanRetrievalOverlap),
        assumption: 'nothing is sent twice',
      },
    ]
  })
}
