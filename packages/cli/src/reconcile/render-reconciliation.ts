import { type Column, type Cell, formatTable } from '../reports/format-table.ts'
import type { Palette } from '../reports/palette.ts'
import { signedUsd } from './signed-usd.ts'
import { captureRate } from './reconcile.ts'
import type { ReconciledDay, Reconciliation } from './reconciliation.ts'
import type { Residual, ResidualCause, ResidualKind } from './residual.ts'
import { suggestSettings } from './suggest-settings.ts'

const LEFT: Column = { align: 'left' }
const RIGHT: Column = { align: 'right' }

/** A reconciliation as people read it: the totals, the days, why they differ, and what would close the gap. */
export function renderReconciliation(reconciliation: Reconciliation, palette: Palette): string {
  const { provider, statement, days } = reconciliation
  const unknown = days.filter(({ known }) => !known)
  const paragraphs = [
    [palette.title(`${provider}: metered against billed`), palette.faint(`statement: ${statement}`)],
    totals(reconciliation, palette),
    dayTable(
      days.filter(({ known }) => known),
      palette,
    ),
    ...(unknown.length === 0 ? [] : [[palette.warning(`The statement says nothing of ${dayList(unknown)}.`)]]),
    residualTable(reconciliation, palette),
    suggestions(reconciliation, palette),
  ]
  return `${paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function totals(of: Reconciliation, palette: Palette): readonly string[] {
  const { meteredNanoUsd, highNanoUsd, billedNanoUsd, apartNanoUsd, captureRate: rate } = of
  const usage = billedNanoUsd - apartNanoUsd
  const inside = usage >= meteredNanoUsd && usage <= highNanoUsd
  return [
    ...formatTable(
      [LEFT, RIGHT],
      [
        [cell('metered'), cell(signedUsd(meteredNanoUsd), palette.money)],
        [cell('with dark spend, at most'), cell(signedUsd(highNanoUsd))],
        [cell('billed'), cell(signedUsd(billedNanoUsd), palette.money)],
        ...(apartNanoUsd === 0n ? [] : [[cell('of it apart from models'), cell(signedUsd(apartNanoUsd))]]),
        [cell('capture rate'), cell(rate === undefined ? 'unknown' : percent(rate))],
      ],
    ),
    inside
      ? palette.good('The bill lies in the range that was metered.')
      : palette.warning('The bill lies outside the range that was metered.'),
  ]
}

function dayTable(days: readonly ReconciledDay[], palette: Palette): readonly string[] {
  const header = ['day', 'metered', 'dark, at most', 'billed', 'captured', ''].map((text) => cell(text, palette.faint))
  const rows = days.map((day) => {
    const sum = (of: (model: ReconciledDay['models'][number]) => bigint): bigint =>
      day.models.reduce((total, model) => total + of(model), 0n)
    const rate = captureRate([day])
    return [
      cell(day.day),
      cell(signedUsd(sum((model) => model.meteredNanoUsd))),
      cell(signedUsd(sum((model) => model.atRiskNanoUsd))),
      cell(signedUsd(sum((model) => model.billedNanoUsd))),
      cell(rate === undefined ? '' : percent(rate)),
      cell(day.ended ? (day.final ? '' : 'may be restated') : 'not over', palette.faint),
    ]
  })
  return formatTable([LEFT, RIGHT, RIGHT, RIGHT, RIGHT, LEFT], [header, ...rows])
}

/** One line for each kind, cause and model, largest first. */
function residualTable({ days, residuals, billedNanoUsd }: Reconciliation, palette: Palette): readonly string[] {
  const sums = new Map<
    string,
    { kind: ResidualKind; cause: ResidualCause | undefined; model: string; nanoUsd: bigint }
  >()
  const add = ({ kind, cause, nanoUsd }: Residual, model: string): void => {
    const key = JSON.stringify([kind, cause, model])
    const before = sums.get(key)
    sums.set(key, { kind, cause, model, nanoUsd: (before?.nanoUsd ?? 0n) + nanoUsd })
  }
  for (const { models } of days) for (const { model, residuals: of } of models) for (const each of of) add(each, model)
  for (const each of residuals) if (each.kind === 'adjustment') add(each, each.detail ?? '')
  if (sums.size === 0) return [palette.good('Nothing differs.')]
  const rows = [...sums.values()]
    .toSorted((a, b) => (size(b.nanoUsd) > size(a.nanoUsd) ? 1 : -1))
    .map(({ kind, cause, model, nanoUsd }) => [
      cell(kind),
      cell(cause === undefined ? '' : CAUSES[cause]),
      cell(model),
      cell(signedUsd(nanoUsd)),
      cell(billedNanoUsd === 0n ? '' : percent(Number(nanoUsd) / Number(billedNanoUsd))),
    ])
  const header = ['difference', 'because', 'model', 'billed - metered', ''].map((text) => cell(text, palette.faint))
  return formatTable([LEFT, LEFT, LEFT, RIGHT, RIGHT], [header, ...rows])
}

const CAUSES: Readonly<Record<ResidualCause, string>> = {
  missing_day: 'the day was not metered',
  missing_model: 'the model was not metered that day',
  missing_calls: 'calls were not metered',
  counted_twice: 'calls were metered more than once',
  not_billed: 'calls are not on this bill',
  unpriced: 'we have no price',
  other_rate: 'billed at another rate',
  other_tier: 'billed in another tier',
  other_day: 'counted to another day',
}

function suggestions(reconciliation: Reconciliation, palette: Palette): readonly string[] {
  return suggestSettings(reconciliation).flatMap(({ text, yaml, nanoUsd }) => [
    `${signedUsd(nanoUsd)}: ${text}`,
    ...(yaml === undefined
      ? []
      : yaml
          .trimEnd()
          .split('\n')
          .map((line) => palette.faint(`  ${line}`))),
  ])
}

function dayList(days: readonly ReconciledDay[]): string {
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? '']
  return days.length === 1 ? first : `${days.length} days from ${first} to ${last}`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`
}

function size(nanoUsd: bigint): bigint {
  return nanoUsd < 0n ? -nanoUsd : nanoUsd
}

function cell(text: string, style?: (text: string) => string): Cell {
  return style === undefined ? { text } : { text, style }
}
