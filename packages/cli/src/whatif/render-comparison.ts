import { countOf } from '../reports/format-count.ts'
import { formatTable } from '../reports/format-table.ts'
import type { Palette } from '../reports/palette.ts'
import { signedUsd } from '../reconcile/signed-usd.ts'
import type { ComparedModel, Comparison } from './compare-calls.ts'

type Sums = Pick<ComparedModel, 'nanoUsd' | 'lowNanoUsd' | 'highNanoUsd'>

/** A comparison as people read it: what each model cost, what it would have cost, and the difference. */
export function renderComparison(comparison: Comparison, palette: Palette): string {
  const header = ['model', 'calls', 'cost', 'would cost', 'difference'].map((text) => ({ text, style: palette.faint }))
  const rows = comparison.models.map((of) => [
    { text: of.model === of.becomes ? of.model : `${of.model} -> ${of.becomes}` },
    { text: of.calls.toLocaleString('en-US') },
    ...money(of),
  ])
  const total = [{ text: 'total' }, { text: '' }, ...money(comparison)].map(({ text }) => ({
    text,
    style: palette.money,
  }))
  const right = { align: 'right' } as const
  const table = formatTable([{ align: 'left' }, right, right, right, right], [header, ...rows, total])
  return `${[...table, ...keptLines(comparison, palette)].join('\n')}\n`
}

function money({ nanoUsd, lowNanoUsd, highNanoUsd }: Sums): readonly { readonly text: string }[] {
  return [
    { text: signedUsd(nanoUsd) },
    { text: range(lowNanoUsd, highNanoUsd) },
    { text: range(lowNanoUsd - nanoUsd, highNanoUsd - nanoUsd) },
  ]
}

function range(low: bigint, high: bigint): string {
  return low === high ? signedUsd(low) : `${signedUsd(low)} to ${signedUsd(high)}`
}

function keptLines({ models }: Comparison, palette: Palette): readonly string[] {
  const kept = models.reduce((sum, { keptCalls }) => sum + keptCalls, 0)
  if (kept === 0) return []
  const why = 'tokens are not known, have audio or images, or there is no price'
  return ['', palette.warning(`Counted at what was paid: ${countOf(kept, 'call')}, whose ${why}.`)]
}
