/** A span as a test writes it. */
export interface SentSpan {
  readonly name: string
  /** Milliseconds since 1970. Default: now. */
  readonly startedAtMillis?: number
  /** Default: 250. */
  readonly durationMillis?: number
  /** Whether the span's status is an error. Default: false. */
  readonly failed?: boolean
  readonly attributes: Readonly<Record<string, SentValue>>
}

export type SentValue = string | number | boolean | readonly string[]

export interface SentScope {
  readonly resource?: Readonly<Record<string, SentValue>>
  readonly scope?: string
}

const MOST_IN_A_REQUEST = 1_000
let sent = 0

/** Sends spans as OTLP/HTTP with JSON, each as a trace of its own. Rejects when the receiver does not take them. */
export async function sendSpans(otlpUrl: string, spans: readonly SentSpan[], from: SentScope = {}): Promise<void> {
  for (let first = 0; first < spans.length; first += MOST_IN_A_REQUEST) {
    const body = tracesDocument(spans.slice(first, first + MOST_IN_A_REQUEST), from)
    const response = await fetch(`${otlpUrl}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`the collector answered ${response.status}: ${await response.text()}`)
  }
}

function tracesDocument(spans: readonly SentSpan[], from: SentScope): object {
  const { resource = { 'service.name': 'test' }, scope = 'test' } = from
  return {
    resourceSpans: [
      {
        resource: { attributes: keyValues(resource) },
        scopeSpans: [{ scope: { name: scope }, spans: spans.map(otlpSpan) }],
      },
    ],
  }
}

function otlpSpan({
  name,
  startedAtMillis = Date.now(),
  durationMillis = 250,
  failed = false,
  attributes,
}: SentSpan): object {
  sent += 1
  const start = BigInt(startedAtMillis) * 1_000_000n
  return {
    traceId: sent.toString(16).padStart(32, '0'),
    spanId: sent.toString(16).padStart(16, '0'),
    name,
    kind: 3,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + BigInt(durationMillis) * 1_000_000n),
    attributes: keyValues(attributes),
    status: { code: failed ? 2 : 0 },
  }
}

function keyValues(attributes: Readonly<Record<string, SentValue>>): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }))
}

function anyValue(value: SentValue): object {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
  return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } }
}
