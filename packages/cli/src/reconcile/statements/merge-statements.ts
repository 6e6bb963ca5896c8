import type { Statement } from './statement.ts'

/** Makes one statement of all files of a provider: its usage is in one, its costs are in another, and each may have pages. */
export function mergeStatements(statements: readonly Statement[]): readonly Statement[] {
  const byProvider = Map.groupBy(statements, ({ provider }) => provider)
  return [...byProvider.values()].flatMap((parts) => {
    const [first] = parts
    if (first === undefined) return []
    const withTokens = parts.filter(({ lines }) => lines.some(({ tokens }) => tokens !== undefined))
    return {
      ...first,
      name: parts.map(({ name }) => name).join(', '),
      days: [...new Set(parts.flatMap(({ days }) => days))].toSorted(),
      tellsTiers: withTokens.some(({ tellsTiers }) => tellsTiers),
      splitsInput: withTokens.some(({ splitsInput }) => splitsInput),
      lines: parts.flatMap(({ lines }) => lines),
    }
  })
}
