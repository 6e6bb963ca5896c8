import { formatUsd } from '@costspan/cost/prices'
import type { BudgetUnit } from '../guard.ts'
import type { BudgetAlert, NamedAmount } from './alert.ts'

/** An alert in words: what happened, and the lines below it. */
export function alertText(alert: BudgetAlert): { readonly title: string; readonly lines: readonly string[] } {
  const { budget, scope, unit, limit, spent, atPercent, action, window, windowId, top } = alert
  const whose = Object.entries(scope).map(([name, value]) => `${name} ${value}`)
  const of = [budget, ...whose].join(', ')
  const title = `Budget ${of}: ${amountText(unit, spent)} of ${amountText(unit, limit)} spent in ${window} ${windowId} (rung ${atPercent} %, ${action})`
  const lines = [
    changeLine(alert),
    topLine('features', unit, top.features),
    topLine('users', unit, top.users),
    topLine('models', unit, top.models),
    resetLine(alert),
  ]
  return { title, lines: lines.filter((line) => line !== undefined) }
}

function amountText(unit: BudgetUnit, amount: bigint): string {
  return unit === 'usd'
    ? formatUsd(amount, { decimals: 2 })
    : `${amount.toLocaleString('en-US')} ${unit.replace('_', ' ')}`
}

function topLine(what: string, unit: BudgetUnit, amounts: readonly NamedAmount[]): string | undefined {
  if (amounts.length === 0) return undefined
  return `Top ${what}: ${amounts.map(({ name, amount }) => `${name} ${amountText(unit, amount)}`).join(', ')}`
}

function changeLine({ unit, spent, spentBefore, window }: BudgetAlert): string | undefined {
  if (spentBefore === undefined || spentBefore <= 0n) return undefined
  const percent = (Number(spent) / Number(spentBefore)) * 100
  return `That is ${percent.toFixed(0)} % of the whole ${window} before (${amountText(unit, spentBefore)}).`
}

function resetLine({ resetsAtMillis }: BudgetAlert): string | undefined {
  return resetsAtMillis === undefined
    ? undefined
    : `The next window begins at ${new Date(resetsAtMillis).toISOString()}.`
}
