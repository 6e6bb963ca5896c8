import { askServer } from '../ask-server.ts'
import { LedgerError } from '../ledger-error.ts'

/** A series with its samples, in the order of time. */
export interface PromSeries {
  readonly labels: Readonly<Record<string, string>>
  readonly samples: readonly PromSample[]
}

export interface PromSample {
  readonly atMillis: number
  readonly value: number
}

/** The two questions of the HTTP API of Prometheus, which Mimir, Thanos and VictoriaMetrics answer too. */
export interface PrometheusApi {
  /** What an expression is at an instant; of a range `metric[5m]`, all samples in it. */
  at(expression: string, atMillis: number): Promise<readonly PromSeries[]>
  /** What an expression is at each step, from the first to the last. */
  over(expression: string, fromMillis: number, toMillis: number, stepMillis: number): Promise<readonly PromSeries[]>
}

/** @param url the address before `/api/v1`; a user and password in it are sent as basic authentication */
export function prometheusApi(url: URL): PrometheusApi {
  const base = `${url.origin}${url.pathname.replace(/\/$/, '')}/api/v1`
  const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  const headers: Readonly<Record<string, string>> = {
    'content-type': 'application/x-www-form-urlencoded',
    ...(url.username === '' ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
  }
  const ask = async (path: string, parameters: Readonly<Record<string, string>>): Promise<readonly PromSeries[]> => {
    const body = new URLSearchParams(parameters).toString()
    return seriesIn(await askServer('Prometheus', `${base}/${path}`, { headers, body }), url.host)
  }
  return {
    at: (query, atMillis) => ask('query', { query, time: seconds(atMillis) }),
    over: (query, fromMillis, toMillis, stepMillis) =>
      ask('query_range', { query, start: seconds(fromMillis), end: seconds(toMillis), step: seconds(stepMillis) }),
  }
}

function seconds(millis: number): string {
  return (millis / 1000).toFixed(3)
}

interface Answer {
  readonly data?: { readonly result?: readonly AnsweredSeries[] }
}

interface AnsweredSeries {
  readonly metric: Readonly<Record<string, string>>
  readonly value?: readonly [number, string]
  readonly values?: readonly (readonly [number, string])[]
}

function seriesIn(text: string, host: string): readonly PromSeries[] {
  const { data } = parsed(text, host)
  return (data?.result ?? []).map(({ metric, value, values }) => ({
    labels: metric,
    samples: (values ?? (value === undefined ? [] : [value])).map(([at, number]) => ({
      atMillis: Math.round(at * 1000),
      value: Number(number),
    })),
  }))
}

function parsed(text: string, host: string): Answer {
  try {
    return JSON.parse(text) as Answer
  } catch (cause) {
    throw new LedgerError(`${host} does not answer as Prometheus does: expected JSON`, { cause })
  }
}
