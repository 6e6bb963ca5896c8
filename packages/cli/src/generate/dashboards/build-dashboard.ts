import type { Builder } from '@grafana/grafana-foundation-sdk/cog'
import {
  type Dashboard,
  DashboardBuilder,
  DashboardLinkBuilder,
  DashboardLinkType,
  type Panel,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { DataqueryBuilder as PrometheusQuery, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus'
import { PanelBuilder as BarGauge } from '@grafana/grafana-foundation-sdk/bargauge'
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat'
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table'
import { PanelBuilder as Timeseries } from '@grafana/grafana-foundation-sdk/timeseries'
import { DataqueryBuilder as TempoQuery } from '@grafana/grafana-foundation-sdk/tempo'
import type { DashboardPlan, MetricPanelPlan, PanelPlan, TracePanelPlan } from './dashboard-plan.ts'

const PROMETHEUS = { type: 'prometheus', uid: 'prometheus' }
const TEMPO = { type: 'tempo', uid: 'tempo' }
const TAG = 'costspan'

/** Makes Grafana's dashboard of a plan. All dashboards link to each other and share the choice of features and the time. */
export function buildDashboard({ name, title, description, from, rows }: DashboardPlan): Dashboard {
  const dashboard = new DashboardBuilder(title)
    .uid(`costspan-${name}`)
    .description(description)
    .tags([TAG])
    .time({ from, to: 'now' })
    .refresh('1m')
    .timezone('utc')
    .readonly()
    .link(
      new DashboardLinkBuilder('Costspan')
        .type(DashboardLinkType.Dashboards)
        .tags([TAG])
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true),
    )
    .withVariable(
      new QueryVariableBuilder('feature')
        .label('Feature')
        .datasource(PROMETHEUS)
        .query('label_values(costspan_calls_total, costspan_feature)')
        .refresh(VariableRefresh.OnTimeRangeChanged)
        .multi(true)
        .includeAll(true)
        .allValue('.*')
        .current({ selected: true, text: 'All', value: '$__all' }),
    )
  for (const row of rows) {
    dashboard.withRow(new RowBuilder(row.title))
    for (const panel of row.panels) dashboard.withPanel(buildPanel(panel))
  }
  return dashboard.build()
}

const PANEL_HEIGHT = 8

function buildPanel(plan: PanelPlan): Builder<Panel> {
  return plan.kind === 'traces' ? tracesPanel(plan) : metricPanel(plan)
}

function tracesPanel({ title, description, width, traceQl }: TracePanelPlan): Builder<Panel> {
  const query = new TempoQuery().refId('A').datasource(TEMPO).queryType('traceql').query(traceQl).limit(50)
  return new Table()
    .title(title)
    .description(description)
    .span(width)
    .height(PANEL_HEIGHT)
    .datasource(TEMPO)
    .withTarget(query)
}

const PANELS = { stat: Stat, lines: Timeseries, bars: BarGauge, table: Table }

function metricPanel({ kind, title, description, unit, width, queries }: MetricPanelPlan): Builder<Panel> {
  const panel = new PANELS[kind]().title(title).description(description).unit(unit).span(width).height(PANEL_HEIGHT)
  panel.datasource(PROMETHEUS).noValue('no data')
  for (const [index, [legend, expr]] of Object.entries(queries).entries()) {
    const query = new PrometheusQuery()
      .refId(`Q${index + 1}`)
      .datasource(PROMETHEUS)
      .expr(expr)
      .legendFormat(legend)
    panel.withTarget(
      kind === 'lines'
        ? query.range()
        : query.instant().format(kind === 'table' ? PromQueryFormat.Table : PromQueryFormat.TimeSeries),
    )
  }
  return panel
}
