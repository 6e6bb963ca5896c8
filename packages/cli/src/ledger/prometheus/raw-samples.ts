import type { PrometheusApi } from './prometheus-api.ts'
import { seriesKey, type SeriesLabels } from './series-key.ts'

/**
 * All samples of some series in a window, by `seriesKey`, in one question. Its matchers name the values that these series have, so
 * that others come along which have the same ones in another combination.
 */
export async function rawSamples(
  api: PrometheusApi,
  metric: string,
  wanted: readonly SeriesLabels[],
  { atMillis, lengthMillis }: { readonly atMillis: number; readonly lengthMillis: number },
): Promise<ReadonlyMap<string, readonly number[]>> {
  const found = await api.at(`${metric}{${matchers(wanted)}}[${lengthMillis}ms]`, atMillis)
  return new Map(found.map(({ labels, samples }) => [seriesKey(labels), samples.map(({ value }) => value)]))
}

/** A label with more values than this says too little to be worth its length. */
const MOST_VALUES = 200

function matchers(wanted: readonly SeriesLabels[]): string {
  const names = [...new Set(wanted.flatMap((labels) => Object.keys(labels)))]
  return names
    .map((name) => ({ name, values: [...new Set(wanted.map((labels) => labels[name] ?? ''))] }))
    .filter(({ values }) => values.length <= MOST_VALUES)
    .map(({ name, values }) => `${name}=~${JSON.stringify(values.map(asPattern).join('|'))}`)
    .join(',')
}

/** As RE2 reads it. A label that a series does not have is empty, which an empty alternative matches. */
function asPattern(value: string): string {
  return value.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}
