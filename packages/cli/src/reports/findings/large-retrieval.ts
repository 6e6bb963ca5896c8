import type { Finding } from './finding.ts'
import type { FindingFacts } from './finding-facts.ts'

const FEWEST_CALLS = 20

/** Retrieved context that costs more than all other input: too many chunks, or chunks that repeat each other's ends. */
export function largeRetrieval({ features }: FindingFacts): readonly Finding[] {
  return features.flatMap(({ feature, sum }) => {
    const input = sum.parts.input + sum.parts.cacheRead + sum.parts.cacheWrite
    const others = input - sum.retrievalNanoUsd
    if (sum.calls < FEWEST_CALLS || sum.retrievalNanoUsd <= others) return []
    const share = (Number(sum.retrievalNanoUsd) / Number(input)) * 100
    return [
      {
        rule: 'large-retrieval',
        subject: feature,
        evidence: `${share.toFixed(0)} % of what the input costs is retrieved context`,
        advice: 'retrieve fewer chunks, make them overlap less, and leave out those that repeat others',
        savedNanoUsd: sum.retrievalNanoUsd - (others > 0n ? others : 0n),
        assumption: 'retrieved context is cut down to a half of the input',
      },
    ]
  })
}
