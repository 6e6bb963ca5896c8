import { catalogueProvider, modelNames } from '@costspan/cost/prices'

/**
 * Finds the name that the ledger has for a model that a statement names in its own way: the same, one that differs by the date
 * of its snapshot, or one whose letters and digits contain it (`claude4.5sonnet` in `anthropic.claude-sonnet-4-5-20250929-v1:0`
 * needs the same words in any order). A model that the ledger never saw keeps its name.
 */
export function modelMatcher(metered: Iterable<string>, provider: string): (billed: string) => string {
  const known = [...new Set(metered)]
  const catalogue = catalogueProvider(provider)
  const namesOf = new Map(known.map((model) => [model, new Set(modelNames(model, catalogue))]))
  const found = new Map<string, string>()
  const find = (billed: string): string => {
    if (namesOf.has(billed)) return billed
    const names = modelNames(billed, catalogue)
    const alike =
      known.find((model) => names.some((name) => namesOf.get(model)?.has(name) === true)) ??
      known.find((model) => hasWords(model, billed))
    return alike ?? billed
  }
  return (billed) => {
    const model = found.get(billed) ?? find(billed)
    found.set(billed, model)
    return model
  }
}

/** Whether every word and every number of the one is in the other; at least two of them, so that `claude` is not enough. */
function hasWords(model: string, billed: string): boolean {
  const words = wordsOf(billed)
  const all = new Set(wordsOf(model))
  return words.length > 1 && words.every((word) => all.has(word))
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().match(/[a-z]+|\d+/g) ?? []
}
