import type { Comparison, Disagreement } from './find-disagreements.ts'

/** A comparison as text: a line for each disagreement, then the counts. */
export function renderComparison({ agreed, disagreements, accepted, outdated, unknown }: Comparison): string {
  const lines = disagreements.map(
    ({ provider, model, rate, ours, theirs, source }) =>
      `${provider}/${model}  ${rate}  ours ${ours}  theirs ${theirs}  (${source})`,
  )
  const rules = outdated.map(
    ({ source, provider, model }) => `no longer disagrees: ${provider}/${model} with ${source}: take it off the list`,
  )
  return [
    ...lines,
    ...rules,
    ...counts(disagreements),
    `${agreed} rates agree, ${disagreements.length} disagree, ${accepted.length} disagree and are accepted, ` +
      `${unknown.length} models are not in our catalogue`,
    '',
  ].join('\n')
}

function counts(disagreements: readonly Disagreement[]): readonly string[] {
  const byProvider = new Map<string, number>()
  for (const { source, provider } of disagreements) {
    const key = `${source}, ${provider}`
    byProvider.set(key, (byProvider.get(key) ?? 0) + 1)
  }
  return [...byProvider].map(([key, count]) => `${key}: ${count}`)
}
