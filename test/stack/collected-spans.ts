import { existsSync, readFileSync } from 'node:fs'

/** A span as the collector's file exporter writes it, with its attributes in one object. */
export interface CollectedSpan {
  readonly name: string
  readonly traceId: string
  /** Nanoseconds since 1970, which a number does not hold exactly. */
  readonly startNanos: string
  readonly endNanos: string
  /** The `service.name` of its resource. */
  readonly service: string
  readonly attributes: Readonly<Record<string, unknown>>
}

/** The parts of OTLP JSON that are read here. */
interface TracesDocument {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes?: readonly KeyValue[] }
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[]
  }[]
}
interface Span {
  readonly name: string
  readonly traceId: string
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes?: readonly KeyValue[]
}
interface KeyValue {
  readonly key: string
  readonly value: Readonly<Record<string, unknown>>
}

/** All spans of a file with one OTLP document a line; a line that is still being written is left for the next time. */
export function readSpans(file: string): CollectedSpan[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => (JSON.parse(line) as TracesDocument).resourceSpans)
    .flatMap(({ resource, scopeSpans }) => {
      const named = resource.attributes?.find(({ key }) => key === 'service.name')
      const service = named?.value['stringValue']
      return scopeSpans
        .flatMap(({ spans }) => spans)
        .map((span) => collectedSpan(span, typeof service === 'string' ? service : ''))
    })
}

function collectedSpan(
  { name, traceId, startTimeUnixNano: startNanos, endTimeUnixNano: endNanos, attributes }: Span,
  service: string,
): CollectedSpan {
  return { name, traceId, startNanos, endNanos, service, attributes: values(attributes) }
}

function values(attributes: readonly KeyValue[] = []): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}
