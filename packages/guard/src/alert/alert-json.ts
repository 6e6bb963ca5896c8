import type { BudgetAlert, NamedAmount } from './alert.ts'
import { alertText } from './alert-text.ts'

/** An alert as JSON: amounts as texts, because they are integers that a JSON number may not hold. */
export function alertJson(alert: BudgetAlert): Readonly<Record<string, unknown>> {
  const { limit, spent, held, spentBefore, top, resetsAtMillis, atMillis, ...others } = alert
  return {
    type: 'costspan.budget.alert',
    ...others,
    title: alertText(alert).title,
    limit: `${limit}`,
    spent: `${spent}`,
    held: `${held}`,
    spentBefore: spentBefore === undefined ? null : `${spentBefore}`,
    resetsAt: resetsAtMillis === undefined ? null : new Date(resetsAtMillis).toISOString(),
    at: new Date(atMillis).toISOString(),
    top: { features: amountsJson(top.features), users: amountsJson(top.users), models: amountsJson(top.models) },
  }
}

function amountsJson(amounts: readonly NamedAmount[]): readonly { readonly name: string; readonly amount: string }[] {
  return amounts.map(({ name, amount }) => ({ name, amount: `${amount}` }))
}
