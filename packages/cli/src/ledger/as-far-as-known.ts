import type { LedgerDimension, LedgerReader, Selection } from './ledger.ts'

/**
 * A reader that answers with nothing where a source refuses because it does not know: for reports, which have many parts and say
 * which of them are missing. A question about some of the calls (`where`) is still refused, because its answer would be wrong.
 */
export function asFarAsKnown(source: LedgerReader): LedgerReader {
  const { knows } = source
  if (knows === undefined) return source
  const isKnown = (question: { readonly by?: readonly LedgerDimension[] }): boolean =>
    (question.by ?? []).every((dimension) => knows.dimensions.has(dimension))
  return {
    knows,
    sum: async (question = {}) => (isKnown(question) ? source.sum(question) : []),
    series: async (question) => (isKnown(question) ? source.series(question) : []),
    spread: async (question) => (knows.hasCalls && isKnown(question) ? source.spread(question) : []),
    rows: async (question) => (knows.hasCalls ? source.rows(question) : []),
    countNames: async (dimension, selection?: Selection) =>
      isKnown({ by: [dimension] }) ? source.countNames(dimension, selection) : 0,
    extent: async () => source.extent(),
  }
}
