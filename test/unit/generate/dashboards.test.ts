import { generateDashboards } from '@costspan/cli'
import { parser as traceQl } from '@grafana/lezer-traceql'
import type { LRParser } from '@lezer/lr'
import { parser as promQl } from '@prometheus-io/lezer-promql'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { metricQueries } from '../../support/metric-queries.ts'
import { traceQueries } from '../../support/trace-queries.ts'

const COMMITTED = join(import.meta.dirname, '../../../collector-config/grafana/dashboards')

interface Panel {
  readonly id?: number
  readonly type: string
  readonly title: string
  readonly description?: string
  readonly datasource?: { readonly uid: string }
}

const dashboards = Object.entries(generateDashboards()).map(([file, text]) => ({
  file,
  text,
  ...(JSON.parse(text) as { uid: string; panels: readonly Panel[] }),
}))

describe('the dashboards', () => {
  it('are those in collector-config', () => {
    const changed = dashboards.filter(({ file, text }) => readFileSync(join(COMMITTED, file), 'utf8') !== text)
    expect(changed.map(({ file }) => file)).toEqual([])
  })

  it('have addresses of their own', () => {
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length)
  })

  it('say of each panel what it shows, and ask only data sources that are provisioned', () => {
    const panels = dashboards.flatMap(({ panels: all }) => all.filter(({ type }) => type !== 'row'))
    expect(panels.length).toBeGreaterThan(20)
    expect(panels.filter(({ description = '' }) => description === '')).toEqual([])
    expect(new Set(panels.map(({ datasource }) => datasource?.uid))).toEqual(new Set(['prometheus', 'tempo']))
  })
})

it.each(metricQueries())('the query of "$panel" on $dashboard is PromQL', ({ expr }) => {
  expect(mistakes(promQl, expr)).toEqual([])
})

it.each(traceQueries())('the query of "$panel" is TraceQL', ({ query }) => {
  expect(mistakes(traceQl, query)).toEqual([])
})

it('finds mistakes in both languages', () => {
  expect(mistakes(promQl, 'sum(increase(a[1h])')).not.toEqual([])
  expect(mistakes(traceQl, '{ span.a > 1 && } | select(span.b)')).not.toEqual([])
})

/** What a parser cannot read, from where it cannot. */
function mistakes(parser: LRParser, query: string): string[] {
  const found: string[] = []
  parser.parse(query).iterate({
    enter({ type, from }) {
      if (type.isError) found.push(query.slice(from))
    },
  })
  return found
}
