import { formatUsd } from '@costspan/cost/prices'
import type { BudgetUnit } from '../guard.ts'
import type { BudgetAlert, NamedAmount } from './alert.ts'

/** An alert in words: what happened, and the lines below it. */
export function alertText(alert: BudgetAlert): { readonly title: string; readonly lines: readonly string[] } {
  const { budget, scope, unit, limit, spent, atPercent, action, window, windowId, top } = alert
  const whose = Object.entries(scope).map(([name, value]) => `${name} ${value}`)
  const of = [budget, ...whose].join(', ')
  const title = `Budget ${of}: ${amountText(unit, spent, limit)} of ${amountText(unit, limit, limit)} spent in ${window} ${windowId} (rung ${atPercent} %, ${action})`
  const lines = [
    changeLine(alert),
    topLine('features', alert, top.features),
    topLine('users', alert, top.users),
    topLine('models', alert, top.models),
    resetLine(alert),
  ]
  return { title, lines: lines.filter((line) => line !== undefined) }
}

/** Cents say nothing of a budget of a few cents, so that the limit decides how many decimals all its amounts have. */
function amountText(unit: BudgetUnit, amount: bigint, limit: bigint): string {
  return unit === 'usd'
    ? formatUsd(amount, { decimals: limit < ONE_USD ? 6 : 2 })
    : `${amount.toLocaleString('en-US')} ${unit.replace('_', ' ')}`
}

const ONE_USD = 1_000_000_000n

function topLine(what: string, { unit, limit }: BudgetAlert, amounts: readonly NamedAmount[]): string | undefined {
  if (amounts.length === 0) return undefined
  return `Top ${what}: ${amounts.map(({ name, amount }) => `${name} ${amountText(unit, amount, limit)}`).join(', ')}`
}

function changeLine({ unit, limit, spent, spentBefore, window }: BudgetAlert): string | undefined {
  if (spentBefore === undefined || spentBefore <= 0n) return undefined
  const percent = (Number(spent) / Number(spentBefore)) * 100
  return `That is ${percent.toFixed(0)} % of the whole ${window} before (${amountText(unit, spentBefore, limit)}).`
}

function resetLine({ resetsAtMillis }: BudgetAlert): string | undefined {
  return resetsAtMillis === undefined
    ? undefined
    : `The next window begins at ${new Date(resetsAtMillis).toISOString()}.`
}
