import { markdownTable } from '../report/markdown-table.ts'
import { spreadOf } from '../report/statistics.ts'

/** What one run of a collector took. */
export interface CollectorFigures {
  readonly pipeline: string
  readonly spans: number
  /** By the clock, with one sender that waits for each answer. */
  readonly seconds: number
  /** Of the collector's process. */
  readonly cpuSeconds: number
}

/** Medians over the runs of each pipeline, and what each adds to the first. */
export function collectorTable(figures: readonly CollectorFigures[]): string {
  const pipelines = [...new Set(figures.map(({ pipeline }) => pipeline))].map((name) => {
    const runs = figures.filter(({ pipeline }) => pipeline === name)
    return {
      name,
      cpuMillis: median(runs.map(({ cpuSeconds, spans }) => (cpuSeconds / spans) * 1e6)),
      spansPerSecond: median(runs.map(({ seconds, spans }) => spans / seconds)),
    }
  })
  const base = pipelines[0]?.cpuMillis ?? NaN
  return [
    '### A collector that prices the calls of services in any language\n',
    markdownTable(
      ['pipeline', 'CPU, ms per 1,000 calls', 'added, ms', 'calls a second, one sender'],
      pipelines.map(({ name, cpuMillis, spansPerSecond }) => [
        name,
        cpuMillis.toFixed(0),
        (cpuMillis - base).toFixed(0),
        Math.round(spansPerSecond).toLocaleString('en-US'),
      ]),
    ),
  ].join('\n')
}

function median(values: readonly number[]): number {
  return spreadOf(values).median
}
