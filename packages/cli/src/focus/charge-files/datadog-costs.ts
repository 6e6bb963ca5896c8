import type { FocusRow } from '../focus-row.ts'
import { cell, dayOf, tagsOf } from './charge-cells.ts'
import type { WriteCharges } from './write-charges.ts'

/**
 * Datadog's Custom Costs, as its API and its upload page take them (https://docs.datadoghq.com/cloud_cost_management/custom/,
 * read on 2026-11-22): the required columns of FOCUS, days without a time, and no empty values. A charge ends on its last day.
 */
export const datadogCosts: WriteCharges = (charges) => `${JSON.stringify(charges.map(line))}\n`

function line(row: FocusRow): object {
  const optional = {
    model: cell(row, 'x_Model'),
    meter: cell(row, 'SkuMeter'),
    service_tier: cell(row, 'x_ServiceTier'),
  }
  const known = Object.entries(optional).filter(([, value]) => value !== null)
  return {
    ProviderName: cell(row, 'ProviderName'),
    ChargeDescription: cell(row, 'ChargeDescription'),
    ChargePeriodStart: dayOf(row),
    ChargePeriodEnd: dayOf(row),
    // Its API takes a number; nine decimals of a day's charge for one SKU fit one.
    BilledCost: Number(cell(row, 'BilledCost')),
    BillingCurrency: 'USD',
    Tags: { ...Object.fromEntries(known), ...tagsOf(row) },
  }
}
