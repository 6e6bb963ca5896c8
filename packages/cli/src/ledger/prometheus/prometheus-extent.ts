import type { Extent } from '../ledger.ts'
import { DAY_MILLIS, HOUR_MILLIS, stepStart } from '../time-step.ts'
import type { PrometheusApi } from './prometheus-api.ts'
import { CALL_COUNTER } from './sum-counters.ts'

/** Servers answer up to 11,000 steps: days of thirty years, of which a bit more than one is enough. */
const MOST_DAYS = 400

/** Since when a server has counted calls, to the hour, and until when; asked once. */
export function prometheusExtent(api: PrometheusApi): () => Promise<Extent | undefined> {
  let asked: Promise<Extent | undefined> | undefined
  return () => (asked ??= extentOf(api, Date.now()))
}

async function extentOf(api: PrometheusApi, nowMillis: number): Promise<Extent | undefined> {
  const tomorrow = stepStart(nowMillis, 'day') + DAY_MILLIS
  const days = await stepsWithCalls(api, tomorrow - MOST_DAYS * DAY_MILLIS, tomorrow, DAY_MILLIS)
  const [firstDay, lastDay] = [days.at(0), days.at(-1)]
  if (firstDay === undefined || lastDay === undefined) return undefined
  const [firstHour = firstDay] = await stepsWithCalls(api, firstDay, firstDay + DAY_MILLIS, HOUR_MILLIS)
  const lastHour = (await stepsWithCalls(api, lastDay, lastDay + DAY_MILLIS, HOUR_MILLIS)).at(-1) ?? lastDay
  const lastMillis = Math.min(nowMillis, lastHour + HOUR_MILLIS)
  return { firstMillis: firstHour, lastMillis, rowsFromMillis: lastMillis, rows: 0 }
}

/** When the steps begin in which there are samples. */
async function stepsWithCalls(
  api: PrometheusApi,
  fromMillis: number,
  toMillis: number,
  stepMillis: number,
): Promise<readonly number[]> {
  const expression = `count(last_over_time(${CALL_COUNTER}[${stepMillis}ms]))`
  const [series] = await api.over(expression, fromMillis + stepMillis, toMillis, stepMillis)
  return (series?.samples ?? []).map(({ atMillis }) => atMillis - stepMillis)
}
