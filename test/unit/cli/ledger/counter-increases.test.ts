import { describe, expect, it } from 'vitest'
import { counterIncreases } from '../../../../packages/cli/src/ledger/prometheus/counter-increases.ts'
import type { PrometheusApi, PromSeries } from '../../../../packages/cli/src/ledger/prometheus/prometheus-api.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
/** Three days of samples, one an hour. */
const STEPS = { fromMillis: 0, toMillis: 3 * DAY, stepMillis: DAY }

/** Counts one an hour, and begins at 0 again with each of the hours that are given. */
function counter(labels: Readonly<Record<string, string>>, ...restarts: readonly number[]): PromSeries {
  let value = 0
  const samples = Array.from({ length: 72 }, (_, hour) => {
    value = restarts.includes(hour) ? 1 : value + 1
    return { atMillis: hour * HOUR + 1, value }
  })
  return { labels, samples }
}

describe('what a counter counted', () => {
  it('is whole through restarts, of hundreds of series in one question a step', async () => {
    const fleet = Array.from({ length: 300 }, (_, pod) => counter({ pod: `pod-${pod}`, job: 'shop' }, 30, 33, 60))
    const { api, asked } = prometheusOf([...fleet, counter({ pod: 'steady', job: 'shop' })])
    const found = await counterIncreases(api, 'calls_total', STEPS)
    expect(found.map(({ increases }) => increases)).toEqual(Array.from({ length: 301 }, () => [24, 24, 24]))
    expect(asked.filter((expression) => /^calls_total\{.*\}\[/.test(expression))).toHaveLength(2)
  })

  it('is asked by labels as they are, whatever is in them, and by those that a series does not have', async () => {
    const odd = [{ model: String.raw`a.b|c(\d"` }, { model: 'a+b', team: 'x' }, { team: '$' }]
    const { api } = prometheusOf(odd.map((labels) => counter(labels, 30)))
    const found = await counterIncreases(api, 'calls_total', STEPS)
    expect(found).toEqual(odd.map((labels) => ({ labels, increases: [24, 24, 24] })))
  })
})

/** A server that knows these series, and as much of PromQL as is asked of it. */
function prometheusOf(series: readonly PromSeries[]): {
  readonly api: PrometheusApi
  readonly asked: readonly string[]
} {
  const asked: string[] = []
  const at = (expression: string, atMillis: number): readonly PromSeries[] => {
    const raw = /^calls_total\{(.*)\}\[(\d+)ms\]$/.exec(expression)
    if (raw !== null) return within(series.filter(matching(raw[1] ?? '')), atMillis, Number(raw[2]))
    return [
      ...expression.matchAll(/(last_over_time|min_over_time|resets)\(calls_total\[(\d+)ms\]\)(?:, "\w+", "(\w+)")?/g),
    ].flatMap(([, name, length, end]) =>
      within(series, atMillis, Number(length)).map(({ labels, samples }) => ({
        labels: end === undefined ? labels : { ...labels, costspan_step_end: end },
        samples: [
          {
            atMillis,
            value: valueOf(
              name ?? '',
              samples.map(({ value }) => value),
            ),
          },
        ],
      })),
    )
  }
  const api: PrometheusApi = {
    async at(expression, atMillis) {
      asked.push(expression)
      return at(expression, atMillis)
    },
    async over(expression, fromMillis, toMillis, stepMillis) {
      asked.push(expression)
      const steps = Array.from(
        { length: (toMillis - fromMillis) / stepMillis + 1 },
        (_, step) => fromMillis + step * stepMillis,
      )
      const found = steps.flatMap((instant) => at(expression, instant))
      const each = new Map(found.map(({ labels }) => [JSON.stringify(labels), labels]))
      return [...each].map(([key, labels]) => ({
        labels,
        samples: found.filter((series) => JSON.stringify(series.labels) === key).flatMap(({ samples }) => samples),
      }))
    },
  }
  return { api, asked }
}

function within(series: readonly PromSeries[], atMillis: number, lengthMillis: number): readonly PromSeries[] {
  return series
    .map(({ labels, samples }) => ({
      labels,
      samples: samples.filter((sample) => sample.atMillis > atMillis - lengthMillis && sample.atMillis <= atMillis),
    }))
    .filter(({ samples }) => samples.length > 0)
}

function valueOf(name: string, values: readonly number[]): number {
  if (name === 'last_over_time') return values.at(-1) ?? 0
  if (name === 'min_over_time') return Math.min(...values)
  return values.filter((value, index) => value < (values[index - 1] ?? 0)).length
}

function matching(matchers: string): ({ labels }: PromSeries) => boolean {
  const wanted = [...matchers.matchAll(/(\w+)=~("(?:[^"\\]|\\.)*")/g)].map(
    ([, name = '', pattern = '""']) => [name, new RegExp(`^(?:${JSON.parse(pattern) as string})$`)] as const,
  )
  return ({ labels }) => wanted.every(([name, pattern]) => pattern.test(labels[name] ?? ''))
}
