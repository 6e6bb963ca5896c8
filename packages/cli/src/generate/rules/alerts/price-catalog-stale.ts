import { CATALOG_AGE } from '../metric-names.ts'
import type { AlertRule } from '../rule.ts'
import type { RulesSettings } from '../rules-settings.ts'

export function priceCatalogStale({ thresholds }: RulesSettings): AlertRule {
  return {
    alert: 'CostspanPriceCatalogStale',
    expr: `max by (job) (${CATALOG_AGE}) > ${thresholds.catalogAgeDays}`,
    forMinutes: 60,
    severity: 'ticket',
    summary: 'The prices that {{ $labels.job }} uses are {{ $value | printf "%.0f" }} days old',
    description: 'New models have no price and changed prices are wrong. Update Costspan, or set priceCatalog.',
  }
}
