import type { FocusRow } from '../focus-row.ts'
import { cell, dayOf, tagsOf } from './charge-cells.ts'
import { ChargeFileError, type WriteCharges } from './write-charges.ts'

/** https://docs.cloudzero.com/docs/anycost-send-stream-data, read on 2026-11-22. */
const MOST_BYTES = 5_000_000

/**
 * The body of a billing drop of a CloudZero AnyCost Stream: lines of the Common Bill Format
 * (https://docs.cloudzero.com/docs/anycost-common-bill-format-cbf) of one month. It replaces what was sent for the same hours,
 * so that a month may be sent in pieces, and each piece again.
 */
export const cloudzeroDrop: WriteCharges = (charges) => {
  const months = new Set(charges.map((row) => dayOf(row).slice(0, 7)))
  const [month] = months
  if (month === undefined || months.size > 1) {
    const found = months.size === 0 ? 'no charges' : `charges of ${[...months].toSorted().join(', ')}`
    throw new ChargeFileError(`a billing drop of CloudZero has the charges of one month; these are ${found}`)
  }
  const body = JSON.stringify({ month, operation: 'replace_hourly', data: charges.map(line) })
  const bytes = Buffer.byteLength(body)
  if (bytes > MOST_BYTES) {
    throw new ChargeFileError(
      `CloudZero takes ${MOST_BYTES} bytes at a time and these are ${bytes}: ask for fewer days`,
    )
  }
  return `${body}\n`
}

/** Amounts are text there. A line with tags has to name its resource: the SKU, for whom it was used. */
function line(row: FocusRow): object {
  const tags = tagsOf(row)
  const model = cell(row, 'x_Model')
  const columns: Record<string, string | null> = {
    'lineitem/type': cell(row, 'ChargeCategory') === 'Usage' ? 'Usage' : 'Adjustment',
    'lineitem/description': cell(row, 'ChargeDescription'),
    'time/usage_start': cell(row, 'ChargePeriodStart'),
    'time/usage_end': cell(row, 'ChargePeriodEnd'),
    'resource/id': [cell(row, 'SkuPriceId') ?? 'correction', ...Object.values(tags)].join('/'),
    'resource/service': cell(row, 'ServiceName'),
    'resource/account': cell(row, 'BillingAccountId'),
    'resource/region': cell(row, 'RegionId'),
    'resource/usage_family': cell(row, 'SkuMeter'),
    'usage/amount': cell(row, 'ConsumedQuantity'),
    'usage/units': cell(row, 'ConsumedUnit'),
    'cost/cost': cell(row, 'BilledCost'),
    'resource/tag:model': model,
    ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [`resource/tag:${name}`, value])),
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null))
}
