import { buildDashboard } from './build-dashboard.ts'
import { DASHBOARDS } from './dashboards.ts'

/**
 * Dashboards for Grafana, as JSON by file name. They ask data sources whose uids are `prometheus` and `tempo`.
 *
 * @example
 * Object.keys(generateDashboards()) // ['overview.json', 'features.json', ...]
 */
export function generateDashboards(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    DASHBOARDS.map((plan) => [`${plan.name}.json`, `${JSON.stringify(buildDashboard(plan), undefined, 2)}\n`]),
  )
}
