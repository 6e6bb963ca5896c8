import { suggestedCaps } from '@costspan/guard'
import { formatAmount } from '../budgets/format-amount.ts'
import { budgetArguments } from './budget-options.ts'
import type { CommandIo } from './command.ts'
import { asUsageError, UsageError } from './usage-error.ts'

/** `costspan budget suggest`: limits for each customer of a plan. */
export function budgetSuggest(args: readonly string[], { stdout }: CommandIo): Promise<number> {
  const { price, margin, json } = budgetArguments(args, [])
  const { monthNanoUsd, dayNanoUsd, hourNanoUsd } = caps(price, margin)
  const limits = { month: monthNanoUsd, day: dayNanoUsd, hour: hourNanoUsd }
  if (json) {
    const texts = Object.entries(limits).map(([period, nanoUsd]) => [`${period}NanoUsd`, `${nanoUsd}`])
    stdout.write(`${JSON.stringify(Object.fromEntries(texts))}\n`)
  } else {
    const written = Object.entries(limits).map(([period, nanoUsd]) => `${period}: ${formatAmount('usd', nanoUsd)}`)
    stdout.write(`budgets:\n  - { scope: user, limits: { ${written.join(', ')} } }\n`)
  }
  return Promise.resolve(0)
}

function caps(price: string | undefined, targetMargin: string | undefined): ReturnType<typeof suggestedCaps> {
  if (price === undefined || targetMargin === undefined) throw new UsageError('expected --price and --margin')
  return asUsageError(() => suggestedCaps({ price, targetMargin }))
}
