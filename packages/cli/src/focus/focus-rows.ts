import type { SpendStep } from '../ledger/ledger.ts'
import { DAY_MILLIS } from '../ledger/time-step.ts'
import { CORRECTION_ORIGIN } from '../reconcile/metered-usage.ts'
import { decimalText } from './decimal-text.ts'
import type { FocusRow } from './focus-row.ts'
import { providerTitle } from './provider-titles.ts'
import { SKU_METERS, type SkuMeter } from './sku-meters.ts'

/** What the ledger cannot know of a bill. */
export interface FocusAccount {
  /** The account that the provider bills. */
  readonly billingAccountId: string
  readonly billingAccountName?: string | undefined
}

/** The pricing unit is a million tokens, as price lists have it. */
const TOKENS_PER_UNIT = 1_000_000n

/**
 * The charges of a group of calls on one day: a row for each meter that was used or cost something. Amounts are what we
 * calculated: `x_CostSource` says `estimated`, and `reconciled` on the corrections that bring them to the bill.
 */
export function focusRows(step: SpendStep, account: FocusAccount): readonly FocusRow[] {
  const base = { ...NULLS, ...baseOf(step, account) }
  if (step.key.origin === CORRECTION_ORIGIN) return [{ ...base, ...adjustment(step) }]
  const used = SKU_METERS.filter((meter) => (meter.tokens?.(step) ?? 0) !== 0 || meter.nanoUsd(step) !== 0n)
  return used.map((meter, index) => ({
    ...base,
    ...usage(step, meter),
    // On one row of a group alone, so that the column can be added up.
    x_RequestCount: index === 0 ? String(step.calls) : null,
  }))
}

function baseOf({ atMillis, key }: SpendStep, account: FocusAccount): FocusRow {
  const { seller, service } = providerTitle(key.provider ?? 'unknown')
  const day = new Date(atMillis)
  const month = (offset: number): string =>
    new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + offset)).toISOString()
  const tags = Object.fromEntries(
    (['feature', 'team', 'tenant', 'tier'] as const).flatMap((name) =>
      key[name] === undefined ? [] : [[name, key[name]]],
    ),
  )
  return {
    BillingAccountId: account.billingAccountId,
    BillingAccountName: account.billingAccountName ?? null,
    BillingCurrency: 'USD',
    BillingPeriodStart: dateText(month(0)),
    BillingPeriodEnd: dateText(month(1)),
    ChargePeriodStart: dateText(day.toISOString()),
    ChargePeriodEnd: dateText(new Date(atMillis + DAY_MILLIS).toISOString()),
    ChargeFrequency: 'Usage-Based',
    InvoiceIssuerName: seller,
    ProviderName: seller,
    PublisherName: seller,
    ServiceProviderName: seller,
    HostProviderName: seller,
    RegionId: key.region ?? null,
    RegionName: key.region ?? null,
    ServiceCategory: 'AI and Machine Learning',
    ServiceSubcategory: 'Generative AI',
    ServiceName: service,
    Tags: JSON.stringify(tags),
    x_Model: key.model ?? null,
    x_ServiceTier: key.serviceTier ?? null,
    x_CostSource: 'estimated',
  }
}

function usage(step: SpendStep, meter: SkuMeter): FocusRow {
  const { key, calls } = step
  const tokens = meter.tokens?.(step) ?? 0
  const nanoUsd = meter.nanoUsd(step)
  const model = key.model ?? 'unknown'
  const tier = key.serviceTier ?? 'standard'
  const sku = `${key.provider ?? 'unknown'}/${model}/${meter.id}`
  const counted = tokens > 0 ? BigInt(tokens) : BigInt(calls)
  const unit = tokens > 0 ? 'Tokens' : 'Requests'
  const unitPrice = perUnit(nanoUsd, counted, tokens > 0 ? TOKENS_PER_UNIT : 1n)
  return {
    ...costs(nanoUsd),
    ChargeCategory: 'Usage',
    ChargeDescription: `${meter.name} of ${model}${tier === 'standard' ? '' : `, tier ${tier}`}`,
    ConsumedQuantity: String(counted),
    ConsumedUnit: unit,
    PricingCategory: 'Standard',
    PricingQuantity: tokens > 0 ? decimalText(counted, 6) : String(counted),
    PricingUnit: tokens > 0 ? `${TOKENS_PER_UNIT} Tokens` : unit,
    ListUnitPrice: unitPrice,
    ContractedUnitPrice: unitPrice,
    SkuId: sku,
    SkuPriceId: `${sku}/${tier}`,
    SkuMeter: meter.name,
    SkuPriceDetails: JSON.stringify({ x_ModelId: model, x_ServiceTier: tier }),
  }
}

/** What brings our amounts to the bill belongs to no SKU. */
function adjustment({ key, nanoUsd }: SpendStep): FocusRow {
  return {
    ...costs(nanoUsd),
    ChargeCategory: 'Adjustment',
    ChargeDescription: `Reconciliation with the bill${key.model === undefined ? '' : ` for ${key.model}`}`,
    x_CostSource: 'reconciled',
  }
}

/** No discount is known beside those that are in our prices already, so that all four are the same. */
function costs(nanoUsd: bigint): FocusRow {
  const cost = decimalText(nanoUsd, 9)
  return { BilledCost: cost, EffectiveCost: cost, ListCost: cost, ContractedCost: cost }
}

/** To 15 decimals, with which quantity times price is the cost to the nano-dollar for any quantity below 10 ** 12 tokens. */
function perUnit(nanoUsd: bigint, counted: bigint, unit: bigint): string {
  const scaled = 2n * nanoUsd * unit * 1_000_000n
  const divisor = 2n * counted
  return decimalText(divisor === 0n ? 0n : (scaled + counted) / divisor, 15)
}

function dateText(iso: string): string {
  return `${iso.slice(0, 19)}Z`
}

const NULLS: FocusRow = Object.fromEntries(
  [
    'ChargeClass',
    'ConsumedQuantity',
    'ConsumedUnit',
    'ContractedUnitPrice',
    'InvoiceId',
    'ListUnitPrice',
    'PricingCategory',
    'PricingQuantity',
    'PricingUnit',
    'ResourceId',
    'ResourceName',
    'ResourceType',
    'SkuId',
    'SkuMeter',
    'SkuPriceDetails',
    'SkuPriceId',
    'SubAccountId',
    'SubAccountName',
    'x_RequestCount',
  ].map((name) => [name, null]),
)
