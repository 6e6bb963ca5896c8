import type { BudgetStatus } from '@costspan/guard'
import { formatUsd } from '../reports/format-usd.ts'

/** An amount of a budget's unit: `$4.20`, `1,200 requests`. */
export function formatAmount(unit: BudgetStatus['unit'], amount: bigint): string {
  if (unit === 'usd') return amount < 0n ? `-${formatUsd(-amount, 4)}` : formatUsd(amount, 4)
  return `${amount.toLocaleString('en-US')} ${unit.replace('_', ' ')}`
}
