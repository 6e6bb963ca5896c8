import type { SpendGroup } from '../ledger/ledger.ts'
import { type CostEffects, type CostFactors, costEffects } from './cost-effects.ts'
import { median } from './median.ts'

/** What changed a cost: names by what they added to it, and the factors that did. Amounts are nano-USD. */
export interface Explanation {
  /** The dimensions in which names differ in what they added, each with its largest contributors. */
  readonly by: Readonly<Record<ExplainedDimension, readonly Contribution[]>>
  readonly effects: CostEffects
}

/** What one name added. */
export interface Contribution {
  /** `undefined` for the calls that do not say. */
  readonly name: string | undefined
  readonly nanoUsd: number
  readonly expectedNanoUsd: number
  /** Its part of the change of the total; above 1 where others went the other way. */
  readonly share: number
  /** Whether it spent nothing in the weeks before. */
  readonly isNew: boolean
}

export const EXPLAINED_DIMENSIONS = ['feature', 'user', 'model'] as const
export type ExplainedDimension = (typeof EXPLAINED_DIMENSIONS)[number]

/** What was spent in a stretch of time, by each dimension; by feature, of which each call has one, how many and how large. */
export interface Breakdown extends Readonly<Record<ExplainedDimension, readonly SpendGroup<'nanoUsd'>[]>> {
  readonly feature: readonly SpendGroup<FactorName>[]
}

type FactorName = 'nanoUsd' | 'calls' | 'inputTokens' | 'outputTokens'
export const FACTOR_NAMES: readonly FactorName[] = ['nanoUsd', 'calls', 'inputTokens', 'outputTokens']

const MOST_NAMES = 3

/**
 * Explains a stretch by the same stretch of weeks before: of each name, the median of those weeks is what was expected.
 */
export function explain(now: Breakdown, before: readonly Breakdown[]): Explanation {
  const expected = factorsOf(before)
  const actual = factors(now.feature)
  const change = actual.nanoUsd - expected.nanoUsd
  const contributions = (dimension: ExplainedDimension): readonly Contribution[] =>
    contributionsOf(dimension, now, before)
      .map((each) => ({ ...each, share: change === 0 ? 0 : (each.nanoUsd - each.expectedNanoUsd) / change }))
      .toSorted((a, b) => b.share - a.share)
      .slice(0, MOST_NAMES)
  return {
    by: {
      feature: contributions('feature'),
      user: contributions('user'),
      model: contributions('model'),
    },
    effects: costEffects(expected, actual),
  }
}

function contributionsOf(
  dimension: ExplainedDimension,
  now: Breakdown,
  before: readonly Breakdown[],
): readonly Omit<Contribution, 'share'>[] {
  const costs = before.map((week) => costsByName(week[dimension], dimension))
  const present = costsByName(now[dimension], dimension)
  const names = new Set([...present.keys(), ...costs.flatMap((week) => [...week.keys()])])
  return [...names].map((name) => {
    const weeks = costs.map((week) => week.get(name) ?? 0)
    const expectedNanoUsd = weeks.length === 0 ? 0 : median(weeks)
    return { name, nanoUsd: present.get(name) ?? 0, expectedNanoUsd, isNew: weeks.every((cost) => cost === 0) }
  })
}

function costsByName(
  groups: readonly SpendGroup<'nanoUsd'>[],
  dimension: ExplainedDimension,
): Map<string | undefined, number> {
  return new Map(groups.map(({ key, nanoUsd }) => [key[dimension], Number(nanoUsd)]))
}

function factors(groups: readonly SpendGroup<FactorName>[]): CostFactors {
  return {
    calls: groups.reduce((sum, { calls }) => sum + calls, 0),
    tokens: groups.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0),
    nanoUsd: groups.reduce((sum, { nanoUsd }) => sum + Number(nanoUsd), 0),
  }
}

function factorsOf(weeks: readonly Breakdown[]): CostFactors {
  const all = weeks.map(({ feature }) => factors(feature))
  const middle = (valueOf: (each: CostFactors) => number): number => (all.length === 0 ? 0 : median(all.map(valueOf)))
  return {
    calls: middle(({ calls }) => calls),
    tokens: middle(({ tokens }) => tokens),
    nanoUsd: middle(({ nanoUsd }) => nanoUsd),
  }
}
