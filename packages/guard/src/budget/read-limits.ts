import type { BudgetUnit } from '../guard.ts'
import type { BudgetPeriod } from '../window/budget-window.ts'
import type { BudgetLimit } from './budget.ts'
import type { BudgetOptions } from './budget-options.ts'
import { type LimitAmounts, readLimit } from './read-limit.ts'
import { shown } from './shown.ts'

const PERIODS: readonly BudgetPeriod[] = ['hour', 'day', 'week', 'month', 'request', 'run']

/**
 * Reads all limits of a budget: one for each window and unit.
 *
 * @throws TypeError naming the path, the value and what was expected
 */
export function readLimits(options: BudgetOptions, path: string): readonly BudgetLimit[] {
  const per = readPeriod(options.per ?? 'month', `${path}.per`)
  const own = limitsIn(per, {
    amounts: options.limit === undefined ? NONE : readLimit(options.limit, `${path}.limit`),
    tiers: readTiers(options.tiers, `${path}.tiers`),
    unattributed: options.unattributed === undefined ? NONE : readLimit(options.unattributed, `${path}.unattributed`),
  })
  const others = entriesOf(options.limits, `${path}.limits`).flatMap(([period, limit]) =>
    limitsIn(readPeriod(period, `${path}.limits`), {
      amounts: readLimit(limit, `${path}.limits.${period}`),
      tiers: new Map(),
      unattributed: NONE,
    }),
  )
  const all = [...own, ...others]
  const twice = all.find((limit, index) => all.findIndex((other) => isSame(limit, other)) !== index)
  if (twice === undefined) return all
  throw new TypeError(`${path}.limits.${twice.period} and ${path}.per are the same window; expected one of them`)
}

interface AmountsOfWindow {
  readonly amounts: LimitAmounts
  readonly tiers: ReadonlyMap<string, LimitAmounts>
  readonly unattributed: LimitAmounts
}

const NONE: LimitAmounts = new Map()

function limitsIn(period: BudgetPeriod, { amounts, tiers, unattributed }: AmountsOfWindow): readonly BudgetLimit[] {
  const units = new Set<BudgetUnit>([amounts, unattributed, ...tiers.values()].flatMap((each) => [...each.keys()]))
  return [...units].map((unit) => ({
    unit,
    period,
    amount: amounts.get(unit),
    byTier: new Map([...tiers].flatMap(([tier, each]) => present(tier, each.get(unit)))),
    unattributed: unattributed.get(unit),
  }))
}

function present(tier: string, amount: bigint | undefined): [string, bigint][] {
  return amount === undefined ? [] : [[tier, amount]]
}

function readTiers(tiers: unknown, path: string): ReadonlyMap<string, LimitAmounts> {
  return new Map(entriesOf(tiers, path).map(([tier, limit]) => [tier, readLimit(limit, `${path}.${tier}`)]))
}

function readPeriod(period: unknown, path: string): BudgetPeriod {
  const found = PERIODS.find((each) => each === period)
  if (found !== undefined) return found
  throw new TypeError(`${path} must be one of ${PERIODS.join(', ')}, got ${shown(period)}`)
}

function entriesOf(value: unknown, path: string): [string, unknown][] {
  if (value === undefined) return []
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value as Record<string, unknown>).filter(([, each]) => each !== undefined)
  }
  throw new TypeError(`${path} must be an object, got ${shown(value)}`)
}

function isSame(one: BudgetLimit, other: BudgetLimit): boolean {
  return one.period === other.period && one.unit === other.unit
}
