import type { FocusRow } from '../focus-row.ts'
import { csvLine, harmless } from '../focus-csv.ts'
import { cell, dayOf } from './charge-cells.ts'
import { ChargeFileError, type WriteCharges } from './write-charges.ts'

/** https://docs.vantage.sh/connecting_custom_providers, read on 2026-11-22; so are the columns. */
const MOST_ROWS = 10_000
const MOST_BYTES = 2_000_000

/** The columns of a file for a Custom Provider of Vantage, with where each value comes from. */
const COLUMNS: readonly (readonly [name: string, value: (row: FocusRow) => string | null])[] = [
  ['ChargeCategory', category],
  ['ChargePeriodStart', dayOf],
  ['ConsumedQuantity', (row) => cell(row, 'ConsumedQuantity')],
  ['ConsumedUnit', (row) => cell(row, 'ConsumedUnit')],
  ['BilledCost', (row) => cell(row, 'BilledCost')],
  ['RegionId', (row) => harmless(cell(row, 'RegionId') ?? '')],
  ['ResourceId', (row) => harmless(cell(row, 'x_Model') ?? '')],
  ['ResourceType', (row) => harmless(cell(row, 'SkuMeter') ?? '')],
  ['ServiceCategory', (row) => cell(row, 'ServiceCategory')],
  ['ServiceName', (row) => harmless(cell(row, 'ServiceName') ?? '')],
  ['Tags', (row) => cell(row, 'Tags')],
]

/** A file for a Custom Provider of Vantage: FOCUS, with days and with its own categories. */
export const vantageCosts: WriteCharges = (charges) => {
  const lines = charges.map((row) => csvLine(COLUMNS.map(([, value]) => value(row))))
  const csv = [csvLine(COLUMNS.map(([name]) => name)), ...lines].join('')
  const bytes = Buffer.byteLength(csv)
  if (charges.length > MOST_ROWS || bytes > MOST_BYTES) {
    throw new ChargeFileError(
      `Vantage takes ${MOST_ROWS} rows and ${MOST_BYTES} bytes at a time, and these are ${charges.length} rows and ${bytes} bytes: ask for fewer days`,
    )
  }
  return csv
}

/** It knows no adjustments: what they add is a fee, and what they take off a credit. */
function category(row: FocusRow): string {
  if (cell(row, 'ChargeCategory') === 'Usage') return 'Usage'
  return cell(row, 'BilledCost')?.startsWith('-') === true ? 'Credit' : 'Fee'
}
