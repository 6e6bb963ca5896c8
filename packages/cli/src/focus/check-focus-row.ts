import { focusColumns } from './focus-columns.ts'
import type { FocusColumn, FocusRow, FocusVersion } from './focus-row.ts'

/**
 * What is wrong with a row by the specification's rules, in sentences: types, nulls and values of each column, and the rules
 * between columns (https://focus.finops.org/focus-specification/v1-2/, read 2026-11-22). Nothing is written that has a problem.
 */
export function focusProblems(row: FocusRow, version: FocusVersion): readonly string[] {
  const columns = focusColumns(version)
  return [
    ...columns.flatMap((column) => columnProblem(column, row[column.name])),
    ...RULES.flatMap(({ problem, isBroken }) => (isBroken(row) ? [problem] : [])),
  ]
}

function columnProblem(
  { name, type, isNullable, values }: FocusColumn,
  value: string | null | undefined,
): readonly string[] {
  if (value === undefined) return [`${name} must be present`]
  if (value === null) return isNullable ? [] : [`${name} must not be null`]
  if (value === '') return [`${name} must not be empty: what is absent is null`]
  if (values !== undefined && !values.includes(value))
    return [`${name} is ${value}, expected one of ${values.join(', ')}`]
  const isValid = FORMATS[type](value)
  return isValid ? [] : [`${name} is ${value}, expected ${type === 'date' ? 'an instant in UTC' : `a ${type}`}`]
}

const FORMATS: Readonly<Record<FocusColumn['type'], (value: string) => boolean>> = {
  string: () => true,
  decimal: (value) => /^-?\d+(\.\d+)?$/.test(value),
  date: (value) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(value) && !Number.isNaN(Date.parse(value)),
  json: isFlatObject,
}

/** Key-value columns hold one object whose values are no objects and no lists. */
function isFlatObject(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value)
    return (
      typeof parsed === 'object' && parsed !== null && Object.values(parsed).every((each) => typeof each !== 'object')
    )
  } catch {
    return false
  }
}

interface Rule {
  readonly problem: string
  readonly isBroken: (row: FocusRow) => boolean
}

const isUsage = (row: FocusRow): boolean => row['ChargeCategory'] === 'Usage' && row['ChargeClass'] === null

/** The rules between columns. */
const RULES: readonly Rule[] = [
  ...[
    'ConsumedQuantity',
    'ConsumedUnit',
    'ContractedUnitPrice',
    'ListUnitPrice',
    'PricingCategory',
    'PricingQuantity',
    'PricingUnit',
    'SkuId',
    'SkuPriceId',
  ].map((name) => ({
    problem: `${name} must not be null where ChargeCategory is Usage and ChargeClass is not Correction`,
    isBroken: (row: FocusRow) => isUsage(row) && row[name] === null,
  })),
  {
    problem: 'ConsumedQuantity must be positive for usage that is no correction',
    isBroken: (row) => isUsage(row) && !(Number(row['ConsumedQuantity']) > 0),
  },
  ...['ConsumedQuantity', 'ConsumedUnit'].map((name) => ({
    problem: `${name} must be null where ChargeCategory is not Usage`,
    isBroken: (row: FocusRow) => row['ChargeCategory'] !== 'Usage' && row[name] !== null,
  })),
  pairRule('ConsumedQuantity', 'ConsumedUnit'),
  pairRule('PricingQuantity', 'PricingUnit'),
  pairRule('RegionId', 'RegionName'),
  ...(['List', 'Contracted'] as const).map((kind) => ({
    problem: `${kind}Cost must be ${kind}UnitPrice times PricingQuantity`,
    isBroken: (row: FocusRow) => row[`${kind}UnitPrice`] !== null && !isProduct(row, kind),
  })),
  {
    problem: 'ChargePeriodStart must be before ChargePeriodEnd, within the billing period',
    isBroken: (row) => !isInOrder(row),
  },
  {
    problem: 'Custom columns must begin with x_',
    isBroken: (row) => Object.keys(row).some((name) => !/^[A-Z]/.test(name) && !name.startsWith('x_')),
  },
]

function pairRule(one: string, other: string): Rule {
  return {
    problem: `${one} and ${other} must both be null or neither`,
    isBroken: (row) => (row[one] === null) !== (row[other] === null),
  }
}

/** Within a nano-dollar, which is what a cost is rounded to. */
function isProduct(row: FocusRow, kind: 'List' | 'Contracted'): boolean {
  const cost = Number(row[`${kind}Cost`])
  const product = Number(row[`${kind}UnitPrice`]) * Number(row['PricingQuantity'])
  return Math.abs(product - cost) <= 1e-9 + 1e-12 * Math.abs(cost)
}

function isInOrder(row: FocusRow): boolean {
  const [from, start, end, to] = ['BillingPeriodStart', 'ChargePeriodStart', 'ChargePeriodEnd', 'BillingPeriodEnd'].map(
    (name) => Date.parse(row[name] ?? ''),
  ) as [number, number, number, number]
  return from <= start && start < end && end <= to
}
