import { parseUsd } from '@costspan/cost/prices'
import type { AlertSettings } from '@costspan/node/config'
import type { AlertThresholds } from './rules-settings.ts'

/** The thresholds that `alerts` of costspan.yaml sets, as numbers: `5%` is 0.05, `$20.00` is 20. */
export function alertThresholds({
  anomalyFloor,
  catalogAgeDays,
  priceConflicts,
  ...shares
}: AlertSettings): Partial<AlertThresholds> {
  return {
    ...Object.fromEntries(Object.entries(shares).map(([name, percentage]) => [name, fraction(percentage)])),
    ...(anomalyFloor === undefined ? {} : { anomalyFloorUsd: Number(parseUsd(anomalyFloor)) / NANO }),
    ...(catalogAgeDays === undefined ? {} : { catalogAgeDays }),
    ...(priceConflicts === undefined ? {} : { priceConflicts }),
  }
}

const NANO = 1e9

/** To a digit that no share needs, so that 7% is 0.07 and not 0.07000000000000001. */
function fraction(percentage: string): number {
  return Number((Number.parseFloat(percentage) / 100).toFixed(9))
}
