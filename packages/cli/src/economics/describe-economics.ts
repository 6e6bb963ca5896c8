import { decimalsFor, formatUsd } from '../reports/format-usd.ts'
import { formatCount } from '../reports/format-count.ts'
import { formatShare } from '../reports/document/format-change.ts'
import type { ReportSection, TableCell, TableColumn } from '../reports/document/report-document.ts'
import { shownName } from '../reports/document/shown-name.ts'
import type { Economics } from './find-economics.ts'
import { outcomeSections, qualitySection } from './describe-outcomes.ts'
import type { Ownership } from './ownership.ts'
import type { TierEconomics } from './tier-economics.ts'

/** Economics as tables. */
export function describeEconomics({ days, tiers, ownership, outcomes, quality }: Economics): readonly ReportSection[] {
  const sections: ReportSection[] = [
    { title: `Tiers, ${days} days`, blocks: [{ kind: 'table', columns: TIER_COLUMNS, rows: tiers.map(tierRow) }] },
    {
      title: 'Limits that keep the margin, for each user',
      blocks: [{ kind: 'table', columns: CAP_COLUMNS, rows: tiers.flatMap(capRow) }],
    },
    {
      title: 'Total cost of a month',
      blocks: [{ kind: 'table', columns: OWNERSHIP_COLUMNS, rows: ownershipRows(ownership) }],
    },
    ...outcomeSections(outcomes),
    qualitySection(quality),
  ]
  return sections.filter(({ blocks: [block] }) => block?.kind === 'table' && block.rows.length > 0)
}

const TIER_COLUMNS = columns(
  'tier',
  'users',
  'revenue',
  'cost',
  'margin',
  'margin %',
  'mean user',
  'p50',
  'p95',
  'p99',
  'users at a loss',
  'per call',
)
const CAP_COLUMNS = columns('tier', 'month', 'day', 'hour')
const OWNERSHIP_COLUMNS = columns('', 'a month', 'share')

function columns(first: string, ...others: readonly string[]): readonly TableColumn[] {
  return [{ title: first, align: 'left' }, ...others.map((title): TableColumn => ({ title, align: 'right' }))]
}

function tierRow(line: TierEconomics): readonly TableCell[] {
  const { tier, users, calls, costNanoUsd, revenueNanoUsd, costPerUser, unprofitableUsers } = line
  const margin = revenueNanoUsd === undefined ? undefined : revenueNanoUsd - costNanoUsd
  const isLoss = margin !== undefined && margin < 0n
  const share = margin === undefined || revenueNanoUsd === 0n ? undefined : Number(margin) / Number(revenueNanoUsd)
  return [
    { text: shownName(tier) },
    { text: formatCount(users) },
    { text: revenueNanoUsd === undefined ? 'unknown' : dollars(revenueNanoUsd) },
    { text: dollars(costNanoUsd) },
    toned(margin === undefined ? '' : signed(margin), isLoss),
    toned(formatShare(share), isLoss),
    ...[costPerUser.mean, costPerUser.p50, costPerUser.p95, costPerUser.p99].map((cost) => ({ text: dollars(cost) })),
    toned(users === 0 ? '' : `${unprofitableUsers} (${formatShare(unprofitableUsers / users)})`, unprofitableUsers > 0),
    { text: calls === 0 ? '' : dollars(costNanoUsd / BigInt(calls)) },
  ]
}

function capRow({ tier, caps }: TierEconomics): readonly (readonly TableCell[])[] {
  if (caps === undefined) return []
  const amounts = [caps.monthNanoUsd, caps.dayNanoUsd, caps.hourNanoUsd]
  return [[{ text: shownName(tier) }, ...amounts.map((amount) => ({ text: dollars(amount) }))]]
}

function ownershipRows({ callsNanoUsd, lines, totalNanoUsd }: Ownership): readonly (readonly TableCell[])[] {
  const row = (name: string, nanoUsd: bigint): readonly TableCell[] => [
    { text: name },
    { text: dollars(nanoUsd) },
    { text: totalNanoUsd === 0n ? '' : formatShare(Number(nanoUsd) / Number(totalNanoUsd)) },
  ]
  return [
    row('calls', callsNanoUsd),
    ...lines.map(({ category, name, monthNanoUsd }) => row(`${category}: ${shownName(name)}`, monthNanoUsd)),
    row('total', totalNanoUsd),
  ]
}

function toned(text: string, isWarning: boolean): TableCell {
  return isWarning ? { text, tone: 'warning' } : { text }
}

function signed(nanoUsd: bigint): string {
  return nanoUsd < 0n ? `−${dollars(-nanoUsd)}` : dollars(nanoUsd)
}

function dollars(nanoUsd: bigint): string {
  return formatUsd(nanoUsd, decimalsFor(nanoUsd))
}
