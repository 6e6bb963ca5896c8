import { generateDashboards } from '@costspan/cli'

/** A query of a dashboard as Prometheus gets it: with values in place of Grafana's variables. */
export interface MetricQuery {
  readonly dashboard: string
  readonly panel: string
  readonly expr: string
}

interface DashboardJson {
  readonly title: string
  readonly panels: readonly {
    readonly title: string
    readonly datasource?: { readonly type: string }
    readonly targets?: readonly { readonly expr: string }[]
  }[]
}

/** All queries of all dashboards that go to Prometheus. */
export function metricQueries(): MetricQuery[] {
  return Object.values(generateDashboards())
    .map((text) => JSON.parse(text) as DashboardJson)
    .flatMap(({ title, panels }) => panels.map((panel) => ({ dashboard: title, ...panel })))
    .filter(({ datasource }) => datasource?.type === 'prometheus')
    .flatMap(({ dashboard, title, targets = [] }) =>
      targets.map(({ expr }) => ({ dashboard, panel: title, expr: withoutVariables(expr) })),
    )
}

function withoutVariables(expr: string): string {
  return expr.replaceAll('$__rate_interval', '5m').replaceAll('$__range', '1h').replaceAll('$feature', '.*')
}
