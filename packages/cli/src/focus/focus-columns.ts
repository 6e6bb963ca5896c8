import type { FocusColumn, FocusVersion } from './focus-row.ts'

/**
 * The columns that we write, in the order of the specification: all mandatory ones of FOCUS 1.2, and the conditional ones of
 * which we know something. FOCUS 1.3 names who sells and who hosts a service apart, and keeps the older names for a while.
 * Custom columns begin with `x_`, as the specification asks.
 */
const COLUMNS: readonly FocusColumn[] = [
  decimal('BilledCost'),
  text('BillingAccountId'),
  nullable(text('BillingAccountName')),
  text('BillingCurrency', ['USD']),
  date('BillingPeriodEnd'),
  date('BillingPeriodStart'),
  text('ChargeCategory', ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment']),
  nullable(text('ChargeClass', ['Correction'])),
  nullable(text('ChargeDescription')),
  text('ChargeFrequency', ['One-Time', 'Recurring', 'Usage-Based']),
  date('ChargePeriodEnd'),
  date('ChargePeriodStart'),
  nullable(decimal('ConsumedQuantity')),
  nullable(text('ConsumedUnit')),
  decimal('ContractedCost'),
  nullable(decimal('ContractedUnitPrice')),
  decimal('EffectiveCost'),
  { ...nullable(text('HostProviderName')), since: '1.3' },
  nullable(text('InvoiceId')),
  text('InvoiceIssuerName'),
  decimal('ListCost'),
  nullable(decimal('ListUnitPrice')),
  nullable(text('PricingCategory', ['Standard', 'Dynamic', 'Committed', 'Other'])),
  nullable(decimal('PricingQuantity')),
  nullable(text('PricingUnit')),
  text('ProviderName'),
  text('PublisherName'),
  nullable(text('RegionId')),
  nullable(text('RegionName')),
  nullable(text('ResourceId')),
  nullable(text('ResourceName')),
  nullable(text('ResourceType')),
  text('ServiceCategory', ['AI and Machine Learning']),
  text('ServiceName'),
  { ...text('ServiceProviderName'), since: '1.3' },
  text('ServiceSubcategory', ['Generative AI']),
  nullable(text('SkuId')),
  nullable(text('SkuMeter')),
  nullable({ name: 'SkuPriceDetails', type: 'json', isNullable: true }),
  nullable(text('SkuPriceId')),
  nullable(text('SubAccountId')),
  nullable(text('SubAccountName')),
  nullable({ name: 'Tags', type: 'json', isNullable: true }),
  text('x_CostSource', ['estimated', 'reconciled']),
  nullable(decimal('x_RequestCount')),
  nullable(text('x_ServiceTier')),
  nullable(text('x_Model')),
]

/** The columns of a version. */
export function focusColumns(version: FocusVersion): readonly FocusColumn[] {
  return COLUMNS.filter(({ since }) => since === undefined || since <= version)
}

function text(name: string, values?: readonly string[]): FocusColumn {
  return { name, type: 'string', isNullable: false, ...(values && { values }) }
}

function decimal(name: string): FocusColumn {
  return { name, type: 'decimal', isNullable: false }
}

function date(name: string): FocusColumn {
  return { name, type: 'date', isNullable: false }
}

function nullable(column: FocusColumn): FocusColumn {
  return { ...column, isNullable: true }
}
