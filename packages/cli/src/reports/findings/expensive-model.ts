import { formatCount } from '../format-count.ts'
import type { Finding } from './finding.ts'
import type { FindingFacts, ModelFacts, ModelUse } from './finding-facts.ts'
import { nanoAmount } from './nano-amount.ts'
import { freshTokens, tokenRates } from './token-rates.ts'

const SMALL_ANSWER = 200
const FEWEST_CALLS = 20
/** Less than half the price, or it is not worth the trial. */
const MOST_OF_COST = 0.5

/** Small answers of an expensive model, where the same provider serves a cheaper one that is in use already. */
export function expensiveModel({ uses, models }: FindingFacts): readonly Finding[] {
  return uses.flatMap((use) => {
    if (use.sum.pricedCalls < FEWEST_CALLS || use.p95OutputTokens === 0 || use.p95OutputTokens > SMALL_ANSWER) return []
    const cost = Number(use.sum.nanoUsd)
    const [cheapest] = models
      .filter((model) => model.provider === use.provider && model.model !== use.model)
      .filter(({ sum }) => sum.pricedCalls >= FEWEST_CALLS && tokenRates(sum).output > 0)
      .map((model) => ({ model: model.model, cost: costWith(use, model) }))
      .toSorted((a, b) => a.cost - b.cost)
    if (cheapest === undefined || cheapest.cost > MOST_OF_COST * cost) return []
    return [
      {
        rule: 'expensive-model',
        subject: `${use.feature} with ${use.model}`,
        evidence: `95 % of answers have up to ${formatCount(use.p95OutputTokens)} tokens`,
        advice: `try ${cheapest.model} for it, and compare the answers`,
        savedNanoUsd: nanoAmount(cost - cheapest.cost),
        assumption: `the same tokens at what ${cheapest.model} costs you now; tokenizers differ, so it may be some per cent more or less`,
      },
    ]
  })
}

/** What the same tokens would cost with another model. What was read from a cache stays as much cheaper as it is. */
function costWith({ sum }: ModelUse, other: ModelFacts): number {
  const [own, its] = [tokenRates(sum), tokenRates(other.sum)]
  const cached = own.freshInput === 0 ? 1 : own.cacheRead / own.freshInput
  return (
    (freshTokens(sum) + sum.cacheWriteTokens) * its.freshInput +
    sum.cacheReadTokens * its.freshInput * cached +
    sum.outputTokens * its.output
  )
}
