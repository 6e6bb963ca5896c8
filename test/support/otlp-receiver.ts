import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'

interface AnyValue {
  stringValue?: string
  intValue?: number | string
  doubleValue?: number
  boolValue?: boolean
  arrayValue?: { values: AnyValue[] }
}
interface KeyValue {
  key: string
  value: AnyValue
}

/** A span as it arrived. */
export interface ReceivedSpan {
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly resource: Readonly<Record<string, unknown>>
  /** From its start to its end, as both were sent. */
  readonly durationMillis: number
}

/** A point of a sum as it arrived. */
export interface ReceivedPoint {
  readonly metric: string
  readonly value: number
  readonly attributes: Readonly<Record<string, unknown>>
}

/** An OTLP/HTTP endpoint for JSON, on loopback, that keeps what arrives. */
export interface OtlpReceiver extends AsyncDisposable {
  readonly url: string
  readonly spans: readonly ReceivedSpan[]
  /** The sums of the newest export of each process. Sums are cumulative, so that the newest holds. */
  readonly points: readonly ReceivedPoint[]
  /** The sum of all points of a counter. */
  total(metric: string): number
  /** The sum of all points of a counter of USD, in nano-USD: doubles are for transport, sums are made of integers. */
  nanoUsd(metric: string): number
  /** The environment that makes an application export here. */
  readonly env: Readonly<Record<string, string>>
}

/** Starts a receiver. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = []
  let points: ReceivedPoint[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const json = JSON.parse(body) as { resourceSpans?: ResourceSpans[]; resourceMetrics?: ResourceMetrics[] }
      if (json.resourceSpans) spans.push(...spansOf(json.resourceSpans))
      if (json.resourceMetrics) points = pointsOf(json.resourceMetrics)
      response.setHeader('content-type', 'application/json').end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    spans,
    get points() {
      return points
    },
    total: (metric) => sumOf(points, metric, (value) => value),
    nanoUsd: (metric) => sumOf(points, metric, (value) => Math.round(value * 1e9)),
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function sumOf(points: readonly ReceivedPoint[], metric: string, amount: (value: number) => number): number {
  return points.filter((point) => point.metric === metric).reduce((sum, { value }) => sum + amount(value), 0)
}

interface SentSpan {
  name: string
  attributes: KeyValue[]
  startTimeUnixNano: string
  endTimeUnixNano: string
}

interface ResourceSpans {
  resource: { attributes: KeyValue[] }
  scopeSpans: { spans: SentSpan[] }[]
}

interface ResourceMetrics {
  scopeMetrics: {
    metrics: {
      name: string
      sum?: { dataPoints: { asDouble?: number; asInt?: string | number; attributes: KeyValue[] }[] }
    }[]
  }[]
}

function spansOf(resourceSpans: readonly ResourceSpans[]): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ name, attributes, startTimeUnixNano, endTimeUnixNano }) => ({
        name,
        attributes: record(attributes),
        resource: record(resource.attributes),
        durationMillis: Number(BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1e6,
      })),
    ),
  )
}

function pointsOf(resourceMetrics: readonly ResourceMetrics[]): ReceivedPoint[] {
  return resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) =>
      metrics.flatMap(({ name, sum }) =>
        (sum?.dataPoints ?? []).map((point) => ({
          metric: name,
          value: point.asDouble ?? Number(point.asInt ?? 0),
          attributes: record(point.attributes),
        })),
      ),
    ),
  )
}

function record(attributes: readonly KeyValue[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]))
}

function plain({ stringValue, intValue, doubleValue, boolValue, arrayValue }: AnyValue): unknown {
  if (intValue !== undefined) return Number(intValue)
  return stringValue ?? doubleValue ?? boolValue ?? arrayValue?.values.map(plain)
}
