import type { Attributes } from '../receiver/received-attributes.ts'
import type { ReceivedSumPoint } from '../receiver/received-sum-point.ts'
import { SERVICE_INSTANCE_ID } from '../semconv.ts'

/**
 * The total of a counter over all its series. A series is what one process counted under one set of attributes; a cumulative
 * one starts again from 0, with a later start time, when its process does.
 */
export interface SeriesTotal {
  add(point: ReceivedSumPoint): void
  /** The total in billionths, each series rounded on its own; `undefined` before the first point. */
  nanoTotal(): bigint | undefined
}

interface Series {
  /** What was counted before the series last started again. */
  finished: number
  value: number
  startUnixNano: bigint
  timeUnixNano: bigint
}

export function createSeriesTotal(): SeriesTotal {
  const bySeries = new Map<string, Series>()
  return {
    add(point) {
      const key = seriesKey(point)
      const series = bySeries.get(key)
      if (series === undefined) bySeries.set(key, firstOf(point))
      else if (point.timeUnixNano > series.timeUnixNano) advance(series, point)
    },
    nanoTotal() {
      if (bySeries.size === 0) return undefined
      let total = 0n
      for (const { finished, value } of bySeries.values()) total += BigInt(Math.round((finished + value) * 1e9))
      return total
    },
  }
}

function firstOf({ value, startUnixNano, timeUnixNano }: ReceivedSumPoint): Series {
  return { finished: 0, value, startUnixNano, timeUnixNano }
}

/** A point that is not newer than the last one is a repeated export and never comes here. */
function advance(series: Series, { temporality, value, startUnixNano, timeUnixNano }: ReceivedSumPoint): void {
  if (temporality === 'delta' || startUnixNano > series.startUnixNano) series.finished += series.value
  series.value = value
  series.startUnixNano = startUnixNano
  series.timeUnixNano = timeUnixNano
}

/** The instance id names the process; a sender without one is told apart by its whole resource. */
function seriesKey({ metric, attributes, resource }: ReceivedSumPoint): string {
  const instance = resource.get(SERVICE_INSTANCE_ID)
  return JSON.stringify([metric, instance === undefined ? sorted(resource) : String(instance), sorted(attributes)])
}

function sorted(attributes: Attributes): readonly (readonly [string, string])[] {
  return [...attributes].map(([name, value]) => [name, String(value)] as const).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
