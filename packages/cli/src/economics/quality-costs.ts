import type { LedgerReader, Selection, SpendGroup } from '../ledger/ledger.ts'
import type { Evaluation } from './evaluation.ts'
import { type Subject, subjectCosts, subjectKey } from './subject-costs.ts'

/** The quality of one feature with one model beside its cost. */
export interface QualityCost {
  readonly evaluation: string
  readonly feature: string | undefined
  readonly model: string | undefined
  /** How many calls, runs, ... were evaluated, several times or once, and cost something that is known. */
  readonly evaluated: number
  readonly meanScore: number
  /** What those cost. */
  readonly nanoUsd: bigint
  /**
   * The cost efficiency index: the sum of the scores over the sum of the cost, in points for each dollar. `undefined` where
   * they cost nothing, because what is free has no finite one.
   */
  readonly pointsPerUsd: number | undefined
}

/**
 * The cost efficiency index of each feature and model: how much quality a dollar buys. It compares models and versions of the
 * same feature; scores of different evaluations, and of different features, are on scales of their own. Calls that nobody
 * evaluated, and calls whose cost is not known, are in neither sum.
 */
export async function qualityCosts(
  ledger: LedgerReader,
  evaluations: readonly Evaluation[],
  selection: Selection,
): Promise<readonly QualityCost[]> {
  if (evaluations.length === 0) return []
  const costs = await subjectCosts(ledger, evaluations, selection, ['feature', 'model'])
  const scored = subjectScores(evaluations).flatMap((subject) => {
    const groups = costs.get(subjectKey(subject)) ?? []
    const [dearest] = groups
    if (dearest === undefined || groups.every(({ pricedCalls }) => pricedCalls === 0)) return []
    return [{ ...subject, key: dearest.key, nanoUsd: total(groups) }]
  })
  const byUse = Map.groupBy(scored, ({ name, key }) => JSON.stringify([name, key.feature, key.model]))
  return [...byUse.values()]
    .flatMap((own) => {
      const [first] = own
      if (first === undefined) return []
      const points = own.reduce((sum, { score }) => sum + score, 0)
      const nanoUsd = own.reduce((sum, each) => sum + each.nanoUsd, 0n)
      return [
        {
          evaluation: first.name,
          feature: first.key.feature,
          model: first.key.model,
          evaluated: own.length,
          meanScore: points / own.length,
          nanoUsd,
          pointsPerUsd: nanoUsd === 0n ? undefined : points / (Number(nanoUsd) / 1e9),
        },
      ]
    })
    .toSorted(bySaying)
}

interface ScoredSubject extends Subject {
  readonly name: string
  readonly score: number
}

/** What was evaluated more than once has the mean of its scores, and counts once. */
function subjectScores(evaluations: readonly Evaluation[]): readonly ScoredSubject[] {
  const groups = Map.groupBy(evaluations, (evaluation) => JSON.stringify([evaluation.name, subjectKey(evaluation)]))
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    const score = own.reduce((sum, evaluation) => sum + evaluation.score, 0) / own.length
    return first === undefined ? [] : [{ ...first, score }]
  })
}

function total(groups: readonly SpendGroup[]): bigint {
  return groups.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n)
}

/** Lines that may be compared stand together, the best first. */
function bySaying(a: QualityCost, b: QualityCost): number {
  const [one, other] = [a, b].map(({ evaluation, feature = '' }) => `${evaluation}\u0000${feature}`)
  if (one !== other) return (one ?? '') < (other ?? '') ? -1 : 1
  return (b.pointsPerUsd ?? Infinity) - (a.pointsPerUsd ?? Infinity) || b.evaluated - a.evaluated
}
