import { budgetExhaustionNear } from './alerts/budget-exhaustion-near.ts'
import { budgetFastBurn } from './alerts/budget-fast-burn.ts'
import { budgetForecastOver } from './alerts/budget-forecast-over.ts'
import { budgetSlowBurn } from './alerts/budget-slow-burn.ts'
import { budgetThreshold } from './alerts/budget-threshold.ts'
import { cacheHitRatioLow } from './alerts/cache-hit-ratio-low.ts'
import { fallbackShare } from './alerts/fallback-share.ts'
import { featureGrowth } from './alerts/feature-growth.ts'
import { priceCatalogStale } from './alerts/price-catalog-stale.ts'
import { priceConflicts } from './alerts/price-conflicts.ts'
import { retryShare } from './alerts/retry-share.ts'
import { spendAnomaly } from './alerts/spend-anomaly.ts'
import { telemetryAbsent } from './alerts/telemetry-absent.ts'
import { truncationShare } from './alerts/truncation-share.ts'
import { unpricedCalls } from './alerts/unpriced-calls.ts'
import { userShare } from './alerts/user-share.ts'
import type { AlertRule } from './rule.ts'
import type { RulesSettings } from './rules-settings.ts'

/** Makes an alert for some settings, or none where they do not allow it. */
export type AlertMaker = (settings: RulesSettings) => AlertRule | undefined

/** All alerts, by the group that they are evaluated in. */
export const ALERTS: Readonly<Record<string, readonly AlertMaker[]>> = {
  'costspan-budget-alerts': [
    budgetFastBurn,
    budgetSlowBurn,
    budgetForecastOver,
    budgetExhaustionNear,
    budgetThreshold,
    userShare,
  ],
  'costspan-trend-alerts': [spendAnomaly, featureGrowth],
  'costspan-efficiency-alerts': [retryShare, fallbackShare, cacheHitRatioLow, truncationShare],
  'costspan-coverage-alerts': [unpricedCalls, priceConflicts, priceCatalogStale, telemetryAbsent],
}
