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
  readonly timeUnixNano?: string
  readonly asDouble?: number
  readonly asInt?: string
}

/** A value of a counter, and when it had it, in nanoseconds since 1970. */
interface CountedPoint {
  readonly at: number
  readonly value: number
}

/**
 * What a counter has counted, from all that was ever sent of it: a series that begins again, as after a restart, adds to what
 * it had, as `increase` in Prometheus does.
 */
export function countedTotal(file: string, metric: string): number {
  const highest = countedSeries(file, metric).map((points) => Math.max(...points.map(({ value }) => value)))
  return highest.reduce((sum, value) => sum + value, 0)
}

/** All that was ever sent of a counter, by its series; one that begins again is another. */
export function countedSeries(file: string, metric: string): CountedPoint[][] {
  const series = new Map<string, CountedPoint[]>()
  for (const line of readFileSync(file, 'utf8').split('\n').slice(0, -1)) {
    for (const { resource, scopeMetrics } of (JSON.parse(line) as MetricsDocument).resourceMetrics) {
      const metrics = scopeMetrics.flatMap((scope) => scope.metrics).filter(({ name }) => name === metric)
      for (const point of metrics.flatMap(({ sum }) => sum?.dataPoints ?? [])) {
        const key = JSON.stringify([resource, point.attributes, point.startTimeUnixNano])
        const counted = { at: Number(point.timeUnixNano), value: point.asDouble ?? Number(point.asInt) }
        series.set(key, [...(series.get(key) ?? []), counted])
      }
    }
  }
  return [...series.values()]
}
