import { formatShare } from '../reports/document/format-change.ts'
import type { ReportSection, TableCell, TableColumn } from '../reports/document/report-document.ts'
import { shownName } from '../reports/document/shown-name.ts'
import { formatCount } from '../reports/format-count.ts'
import { decimalsFor, formatUsd } from '../reports/format-usd.ts'
import { UNATTRIBUTED } from '../reports/dimensions.ts'
import type { OutcomeCost, OutcomeSum } from './outcome-costs.ts'
import type { QualityCost } from './quality-costs.ts'

/** What outcomes cost, and what each version and commit made of that. */
export function outcomeSections(outcomes: readonly OutcomeCost[]): readonly ReportSection[] {
  const versions = outcomes.flatMap(({ name, versions: own }) => own.map((version) => ({ name, ...version })))
  return [
    section('Outcomes', ['outcome'], outcomes, ({ name }) => [shownName(name)]),
    section('Outcomes by version', ['outcome', 'version', 'commit'], versions, ({ name, version, revision }) => [
      shownName(name),
      shownName(version ?? ''),
      shownName((revision ?? '').slice(0, COMMIT_DIGITS)),
    ]),
  ]
}

/** The cost efficiency index of each feature and model. */
export function qualitySection(quality: readonly QualityCost[]): ReportSection {
  return {
    title: 'Quality for a dollar',
    blocks: [{ kind: 'table', columns: QUALITY_COLUMNS, rows: quality.map(qualityRow) }],
  }
}

/** Enough of a commit to find it. */
const COMMIT_DIGITS = 10
const SUM_TITLES = [
  'came about',
  'failed',
  'rate',
  'cost',
  'of it failed',
  'each',
  'worth',
  'without calls',
  'unpriced calls',
]
const QUALITY_COLUMNS = columns(['evaluation', 'feature', 'model'], ['evaluated', 'mean score', 'cost', 'points per $'])

function section<Line extends OutcomeSum>(
  title: string,
  names: readonly string[],
  lines: readonly Line[],
  namesOf: (line: Line) => readonly string[],
): ReportSection {
  const rows = lines.map((line): readonly TableCell[] => [
    ...namesOf(line).map((text) => ({ text })),
    ...sumCells(line),
  ])
  return { title, blocks: [{ kind: 'table', columns: columns(names, SUM_TITLES), rows }] }
}

function columns(names: readonly string[], figures: readonly string[]): readonly TableColumn[] {
  return [
    ...names.map((title): TableColumn => ({ title, align: 'left' })),
    ...figures.map((title): TableColumn => ({ title, align: 'right' })),
  ]
}

function sumCells(sum: OutcomeSum): readonly TableCell[] {
  const { successes, failures, perSuccessNanoUsd, valueNanoUsd, valuedSuccesses, unpricedCalls } = sum
  const { successesWithoutCalls: without } = sum
  // What a success costs must be less than it is worth, as far as that is known.
  const isLoss =
    perSuccessNanoUsd !== undefined &&
    valueNanoUsd !== undefined &&
    perSuccessNanoUsd * BigInt(valuedSuccesses) > valueNanoUsd
  return [
    { text: formatCount(successes) },
    { text: formatCount(failures) },
    { text: formatShare(successes / (successes + failures)) },
    { text: dollars(sum.nanoUsd) },
    { text: dollars(sum.failedNanoUsd) },
    { text: perSuccessNanoUsd === undefined ? 'none' : dollars(perSuccessNanoUsd), ...(isLoss && { tone: 'warning' }) },
    { text: valueNanoUsd === undefined ? '' : dollars(valueNanoUsd) },
    { text: without === 0 ? '' : formatCount(without), ...(without > 0 && { tone: 'warning' }) },
    { text: unpricedCalls === 0 ? '' : formatCount(unpricedCalls), ...(unpricedCalls > 0 && { tone: 'warning' }) },
  ]
}

function qualityRow(line: QualityCost): readonly TableCell[] {
  const { evaluation, feature = UNATTRIBUTED, model = UNATTRIBUTED, evaluated, meanScore, nanoUsd, pointsPerUsd } = line
  return [
    { text: shownName(evaluation) },
    { text: shownName(feature) },
    { text: shownName(model) },
    { text: formatCount(evaluated) },
    { text: meanScore.toFixed(2) },
    { text: dollars(nanoUsd) },
    { text: pointsPerUsd === undefined ? 'free' : formatCount(Math.round(pointsPerUsd)) },
  ]
}

function dollars(nanoUsd: bigint): string {
  return formatUsd(nanoUsd, decimalsFor(nanoUsd))
}
