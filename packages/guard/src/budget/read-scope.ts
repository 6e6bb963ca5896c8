import { BUDGET_DIMENSIONS, type Budget, type BudgetDimension } from './budget.ts'
import { shown } from './shown.ts'

/**
 * Reads what a budget is divided by: `global`, `user`, `user x feature`, `['user', 'feature']`.
 *
 * @throws TypeError naming the path, the value and what was expected
 */
export function readScope(scope: unknown, path: string): readonly BudgetDimension[] {
  if (scope === undefined || scope === 'global') return []
  const names: readonly unknown[] =
    typeof scope === 'string' ? scope.split(/\s*(?:\bx\b|×|\*|,)\s*/) : asList(scope, path)
  const dimensions = names.map((name) => dimensionOf(name, path))
  if (new Set(dimensions).size === dimensions.length && dimensions.length > 0) return dimensions
  throw wrongScope(scope, path)
}

/** Reads the values that calls must have to fall under a budget. */
export function readMatch(match: unknown, path: string): Budget['match'] {
  if (match === undefined) return []
  if (typeof match !== 'object' || match === null || Array.isArray(match)) {
    throw new TypeError(`${path} must be an object such as { tier: "free" }, got ${shown(match)}`)
  }
  return Object.entries(match).flatMap(([name, value]: [string, unknown]) => {
    if (value === undefined) return []
    if (typeof value === 'string' && value !== '') return [[dimensionOf(name, path), value] as const]
    throw new TypeError(`${path}.${name} must be a string that is not empty, got ${shown(value)}`)
  })
}

function dimensionOf(name: unknown, path: string): BudgetDimension {
  const found = BUDGET_DIMENSIONS.find((dimension) => dimension === name)
  if (found === undefined) throw wrongScope(name, path)
  return found
}

function asList(scope: unknown, path: string): readonly unknown[] {
  if (Array.isArray(scope)) return scope
  throw wrongScope(scope, path)
}

function wrongScope(value: unknown, path: string): TypeError {
  return new TypeError(
    `${path} must be "global", one of ${BUDGET_DIMENSIONS.join(', ')}, or several such as "user x feature", got ${shown(value)}`,
  )
}
