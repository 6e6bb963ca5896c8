import { readFileSync } from 'node:fs'

/** The parts of OTLP JSON that are read here. */
interface MetricsDocument {
  readonly resourceMetrics: readonly {
    readonly resource: object
    readonly scopeMetrics: readonly {
      readonly metrics: readonly { readonly name: string; readonly sum?: { readonly dataPoints: readonly Point[] } }[]
    }[]
  }[]
}
interface Point {
  readonly attributes?: readonly object[]
  readonly startTimeUnixNano?: string
  readonly asDouble?: number
  readonly asInt?: string
}

/**
 * What a counter has counted, from all that was ever sent of it: a series that begins again, as after a restart, adds to what
 * it had, as `increase` in Prometheus does.
 */
export function countedTotal(file: string, metric: string): number {
  const highest = new Map<string, number>()
  for (const line of readFileSync(file, 'utf8').split('\n').slice(0, -1)) {
    for (const { resource, scopeMetrics } of (JSON.parse(line) as MetricsDocument).resourceMetrics) {
      const metrics = scopeMetrics.flatMap((scope) => scope.metrics).filter(({ name }) => name === metric)
      for (const point of metrics.flatMap(({ sum }) => sum?.dataPoints ?? [])) {
        const series = JSON.stringify([resource, point.attributes, point.startTimeUnixNano])
        highest.set(series, Math.max(highest.get(series) ?? 0, point.asDouble ?? Number(point.asInt)))
      }
    }
  }
  return [...highest.values()].reduce((sum, value) => sum + value, 0)
}
