import { cloudzeroDrop } from './cloudzero-drop.ts'
import { datadogCosts } from './datadog-costs.ts'
import { vantageCosts } from './vantage-costs.ts'
import type { WriteCharges } from './write-charges.ts'

/** By the tool that takes it. */
export const CHARGE_FILES: Readonly<Record<string, WriteCharges>> = {
  cloudzero: cloudzeroDrop,
  datadog: datadogCosts,
  vantage: vantageCosts,
}
