import type { ModelName } from '@costspan/cost/prices'

const MOST_NAMES = 5

/** Names that share less than this with what was written are no help. */
const LEAST_LIKENESS = 0.4

/** The models whose names are most like one that is not known, best first, for "did you mean". */
export function nearModels(name: string, models: readonly ModelName[], provider?: string): readonly ModelName[] {
  const wanted = name.toLowerCase()
  return models
    .filter((model) => provider === undefined || model.provider === provider)
    .map((model) => ({ model, likeness: likeness(wanted, model.id.toLowerCase()) }))
    .filter((each) => each.likeness >= LEAST_LIKENESS)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, MOST_NAMES)
    .map(({ model }) => model)
}

/** 1 for equal names, 0 for names without a common letter: one less the share of letters that have to be changed. */
function likeness(one: string, other: string): number {
  return 1 - editDistance(one, other) / Math.max(one.length, other.length, 1)
}

/** Levenshtein's distance, row by row: how many letters to insert, remove or replace. */
function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous.at(-1) ?? 0
}
