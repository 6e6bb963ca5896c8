import { generateDashboards } from '@costspan/cli'

/** A query of a dashboard as Tempo gets it: with values in place of Grafana's variables. */
export interface TraceQuery {
  readonly panel: string
  readonly query: string
}

interface DashboardJson {
  readonly panels: readonly {
    readonly title: string
    readonly targets?: readonly { readonly queryType?: string; readonly query?: string }[]
  }[]
}

/** All queries of all dashboards that are TraceQL. */
export function traceQueries(): TraceQuery[] {
  return Object.values(generateDashboards())
    .flatMap((text) => (JSON.parse(text) as DashboardJson).panels)
    .flatMap(({ title, targets = [] }) =>
      targets
        .filter(({ queryType }) => queryType === 'traceql')
        .map(({ query = '' }) => ({ panel: title, query: query.replaceAll('${feature:pipe}', 'search|chat') })),
    )
}
