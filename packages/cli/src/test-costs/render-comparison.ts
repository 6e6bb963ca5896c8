import { decimalsFor, formatUsd } from '../reports/format-usd.ts'
import type { RunComparison, SiteChange, SiteSum } from './compare-runs.ts'
import { unknownChanges } from './unknown-changes.ts'

/** The line by which a comment is found again, so that a later run replaces it. */
const COMMENT_MARK = '<!-- costspan diff -->'

/** A comparison as a comment of a pull request, in Markdown. */
export function renderComparison(comparison: RunComparison, days: number): string {
  const { addedTests, removedTests } = comparison
  const blocks = [
    `${COMMENT_MARK}\n### LLM cost: ${headline(comparison, days)}`,
    ...table(comparison, days),
    ...(addedTests + removedTests > 0
      ? [`Tests that are new (${addedTests}) or gone (${removedTests}) are not compared.`]
      : []),
  ]
  return `${blocks.join('\n\n')}\n`
}

function headline(comparison: RunComparison, days: number): string {
  const { changes, productionNanoUsd } = comparison
  if (changes.length === 0) return 'no change'
  const reasons = new Set(unknownChanges(comparison).map(({ reason }) => reason))
  if (productionNanoUsd === undefined) {
    return reasons.has('no_price')
      ? 'changes, of calls without a known price'
      : 'changes, of places that production has not called yet'
  }
  const known = `${signed(productionNanoUsd)} in ${days} days of production`
  if (reasons.has('no_price')) return `${known}, and what has no known price`
  return reasons.size === 0 ? known : `${known}, and what production has not called yet`
}

function table({ changes }: RunComparison, days: number): readonly string[] {
  if (changes.length === 0) return []
  const heading = `| feature | operation | models | a call before | now | calls in ${days} days | change |`
  return [[heading, '| --- | --- | --- | ---: | ---: | ---: | ---: |', ...changes.map(row)].join('\n')]
}

function row(change: SiteChange): string {
  const { feature, operation, before, after, productionCalls, productionNanoUsd } = change
  const cells = [
    feature,
    operation,
    modelsText(before, after),
    perCall(before, before.calls),
    // Of the calls before, as the change is: two calls where there was one are twice as dear.
    perCall(after, before.calls === 0 ? after.calls : before.calls),
    productionCalls === undefined ? 'unknown' : productionCalls.toLocaleString('en-US'),
    productionNanoUsd === undefined ? 'unknown' : signed(productionNanoUsd),
  ]
  return `| ${cells.map(cellText).join(' | ')} |`
}

function modelsText(before: SiteSum, after: SiteSum): string {
  const [old, present] = [before.models.join(', '), after.models.join(', ')]
  return old === present || old === '' ? present : `${old} → ${present === '' ? 'none' : present}`
}

function perCall({ nanoUsd, unpricedCalls }: SiteSum, calls: number): string {
  if (unpricedCalls > 0) return 'unknown'
  if (calls === 0) return '-'
  const each = nanoUsd / BigInt(calls)
  return formatUsd(each, decimalsFor(each))
}

function signed(nanoUsd: bigint): string {
  const size = nanoUsd < 0n ? -nanoUsd : nanoUsd
  return `${nanoUsd < 0n ? '-' : '+'}${formatUsd(size, 2)}`
}

/**
 * Names come from an application: neither a column, nor markup, nor a mention may come of them. A mention is looked for in what
 * was rendered, where a backslash is gone, so that a space of no width keeps the name from its sign.
 */
function cellText(text: string): string {
  return text
    .replaceAll(/[\r\n]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\|`*_[\]]/g, (mark) => `\\${mark}`)
    .replaceAll('@', '@&#8203;')
}
