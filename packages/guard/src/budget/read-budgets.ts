import { DEFAULT_LADDER } from '../ladder/rung.ts'
import { readLadder } from '../ladder/read-ladder.ts'
import { checkedZone } from '../window/zone-clock.ts'
import type { Budget, BudgetMode, StoreFailurePolicy, UnknownPricePolicy } from './budget.ts'
import type { BudgetOptions } from './budget-options.ts'
import { budgetName } from './budget-name.ts'
import { readLimits } from './read-limits.ts'
import { readUsd } from './read-limit.ts'
import { readMatch, readScope } from './read-scope.ts'
import { shown } from './shown.ts'

const KEYS: Readonly<Record<keyof BudgetOptions, true>> = {
  name: true,
  scope: true,
  match: true,
  limit: true,
  per: true,
  limits: true,
  tiers: true,
  unattributed: true,
  zone: true,
  mode: true,
  ladder: true,
  onUnknownPrice: true,
  onStoreFailure: true,
  allowFree: true,
}

const MODES: readonly BudgetMode[] = ['enforce', 'shadow', 'off']
const FAILURE_POLICIES: readonly StoreFailurePolicy[] = ['open', 'closed', 'lease']

/**
 * Reads and checks budgets.
 *
 * @throws TypeError naming the budget and setting that is wrong, its value and what was expected
 */
export function readBudgets(budgets: readonly BudgetOptions[], path = 'budgets'): readonly Budget[] {
  const read = budgets.map((budget, index) => readBudget(budget, `${path}[${index}]`))
  const names = new Set<string>()
  for (const [index, { name }] of read.entries()) {
    if (names.has(name)) throw new TypeError(`${path}[${index}].name must be unique, got ${shown(name)} twice`)
    names.add(name)
  }
  return read
}

function readBudget(options: BudgetOptions, path: string): Budget {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`${path} must be a budget such as { limit: "$1.00", per: "day" }, got ${shown(options)}`)
  }
  for (const key of Object.keys(options)) {
    if (!Object.hasOwn(KEYS, key))
      throw new TypeError(`${path}.${key} is unknown; expected ${Object.keys(KEYS).join(', ')}`)
  }
  const {
    zone = 'UTC',
    mode = 'enforce',
    onUnknownPrice = 'deny',
    onStoreFailure = 'lease',
    allowFree = true,
  } = options
  const dimensions = readScope(options.scope, `${path}.scope`)
  const match = readMatch(options.match, `${path}.match`)
  const limits = readLimits(options, path)
  if (typeof allowFree !== 'boolean')
    throw new TypeError(`${path}.allowFree must be a boolean, got ${shown(allowFree)}`)
  return {
    name: readName(options.name, { dimensions, match, periods: limits.map(({ period }) => period) }, path),
    dimensions,
    match,
    limits,
    zone: checkedZone(zone, `${path}.zone`),
    mode: oneOf(mode, MODES, `${path}.mode`),
    ladder: options.ladder === undefined ? DEFAULT_LADDER : readLadder(options.ladder, `${path}.ladder`),
    onUnknownPrice: readUnknownPrice(onUnknownPrice, `${path}.onUnknownPrice`),
    onStoreFailure: oneOf(onStoreFailure, FAILURE_POLICIES, `${path}.onStoreFailure`),
    allowFree,
  }
}

function readName(name: unknown, parts: Parameters<typeof budgetName>[0], path: string): string {
  if (name === undefined) return budgetName(parts)
  if (typeof name === 'string' && /^[\w.-]{1,64}$/.test(name)) return name
  throw new TypeError(`${path}.name must be 1 to 64 letters, digits, "_", "-" or ".", got ${shown(name)}`)
}

function readUnknownPrice(policy: unknown, path: string): UnknownPricePolicy {
  if (policy === 'deny' || policy === 'allow') return policy
  if (typeof policy === 'object' && policy !== null && 'ceiling' in policy) {
    return { ceilingNanoUsd: readUsd(policy.ceiling, `${path}.ceiling`) }
  }
  throw new TypeError(`${path} must be "deny", "allow" or { ceiling: "$0.50" }, got ${shown(policy)}`)
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], path: string): T {
  const found = allowed.find((each) => each === value)
  if (found !== undefined) return found
  throw new TypeError(`${path} must be one of ${allowed.join(', ')}, got ${shown(value)}`)
}
