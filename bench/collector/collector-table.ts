/** What one run of a collector took. */
export interface CollectorFigures {
  readonly spans: number
  /** By the clock, with one sender that waits for each answer. */
  readonly seconds: number
  /** Of the collector's process. */
  readonly cpuSeconds: number
}

/** Medians over the runs of each variant, and what each adds to the first. */
export function collectorTable(figures: ReadonlyMap<string, readonly CollectorFigures[]>, machine: string): string {
  const rows = [...figures].map(([name, runs]) => ({
    name,
    cpu: median(runs.map(({ cpuSeconds, spans }) => (cpuSeconds / spans) * 1e6)),
    rate: median(runs.map(({ seconds, spans }) => spans / seconds)),
  }))
  const base = rows[0]?.cpu ?? 0
  return [
    `### A collector that prices (${machine})`,
    '',
    '| pipeline | CPU ms per 1,000 spans | added | spans a second, one sender |',
    '| --- | ---: | ---: | ---: |',
    ...rows.map(
      ({ name, cpu, rate }) => `| ${name} | ${cpu.toFixed(0)} | ${(cpu - base).toFixed(0)} | ${rate.toFixed(0)} |`,
    ),
  ].join('\n')
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
