/** What a dashboard shows, as data; `buildDashboard` makes Grafana's JSON of it. */
export interface DashboardPlan {
  /** The name of its file and the end of its address. */
  readonly name: string
  readonly title: string
  readonly description: string
  /** What the dashboard looks back on, such as `now-24h`. */
  readonly from: string
  readonly rows: readonly { readonly title: string; readonly panels: readonly PanelPlan[] }[]
}

/** A panel of metrics, or of traces. */
export type PanelPlan = MetricPanelPlan | TracePanelPlan

export interface MetricPanelPlan {
  readonly kind: 'stat' | 'lines' | 'bars' | 'table'
  readonly title: string
  /** What the figure means and what to do about it. */
  readonly description: string
  readonly unit: PanelUnit
  /** Of the 24 columns. */
  readonly width: number
  /** PromQL by legend. A legend names labels as `{{costspan_feature}}`. */
  readonly queries: Readonly<Record<string, string>>
}

export interface TracePanelPlan {
  readonly kind: 'traces'
  readonly title: string
  readonly description: string
  readonly width: number
  /** TraceQL, which Tempo is asked. */
  readonly traceQl: string
}

/** Grafana's ids of units. */
export type PanelUnit = 'currencyUSD' | 'percentunit' | 'short' | 'd' | 'none'

/** Calls of the features that are chosen above the dashboard. */
export const CHOSEN = 'costspan_feature=~"$feature"'
