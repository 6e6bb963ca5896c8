import { createRequire } from 'node:module'
import { createPriceBook, selfHostedPrices, userPrices } from '@costspan/cost/prices'
import type * as zod from 'zod'
import { loadGuardModule } from '../guard/guard-module.ts'
import type { CostspanOptions } from './costspan-options.ts'
import { describeIssue, expectationOf } from './describe-issue.ts'
import { optionsSchema } from './options-schema.ts'
import { isPlainObject } from './plain-object.ts'
import { settingsError } from './settings-error.ts'

/** Loads packages when they are needed: without settings to check, `zod` would only make every start slower. */
const require = createRequire(import.meta.url)

/**
 * Checks settings of unknown origin and returns them as what they are.
 *
 * @param origin where they come from, for messages
 * @throws TypeError that lists all problems, each with the path, what was expected and the value
 */
export function checkOptions(settings: unknown, origin: string): CostspanOptions {
  if (isPlainObject(settings) && Object.keys(settings).length === 0) return {}
  const checked = optionsSchema(require('zod') as typeof zod).safeParse(settings, {
    error: expectationOf,
    reportInput: true,
  })
  if (!checked.success) throw settingsError(origin, checked.error.issues.flatMap(describeIssue))
  checkPrices(checked.data, origin)
  checkBudgets(checked.data, origin)
  return checked.data
}

/** What the guard knows of budgets, such as which time zones there are. */
function checkBudgets({ budgets }: CostspanOptions, origin: string): void {
  if (budgets === undefined) return
  try {
    loadGuardModule().readBudgets(budgets)
  } catch (error) {
    throw settingsError(origin, [error instanceof Error ? error.message : String(error)], error)
  }
}

/** Rules that go beyond a schema, such as that longer contexts come in order: a price book knows them. */
function checkPrices(
  { prices = [], currencies = {}, selfHosted = [], discounts = [] }: CostspanOptions,
  origin: string,
): void {
  try {
    createPriceBook({ sources: [selfHostedPrices(selfHosted), userPrices(prices, { currencies })], discounts })
  } catch (error) {
    throw settingsError(origin, [error instanceof Error ? error.message : String(error)], error)
  }
}
