import { existsSync, readFileSync } from 'node:fs'

/** A span as the collector's file exporter writes it, with its attributes in one object. */
export interface CollectedSpan {
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
}

/** The parts of OTLP JSON that are read here. */
interface TracesDocument {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly { readonly name: string; readonly attributes?: readonly KeyValue[] }[]
    }[]
  }[]
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
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap(({ spans }) => spans)
    .map(({ name, attributes = [] }) => ({
      name,
      attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
    }))
}
