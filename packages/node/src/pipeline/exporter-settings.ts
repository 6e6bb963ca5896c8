import { diag } from '@opentelemetry/api'

/** The signals that we export. */
export type Signal = 'traces' | 'metrics'

/** Where a signal goes, and in which form. */
export type ExporterKind = 'otlp-protobuf' | 'otlp-json' | 'console' | 'none'

/**
 * The exporter of a signal by `OTEL_TRACES_EXPORTER` or `OTEL_METRICS_EXPORTER` (otlp, console, none; default otlp) and
 * `OTEL_EXPORTER_OTLP_PROTOCOL` or its form for the signal (http/protobuf, http/json; default http/protobuf).
 * Endpoints, headers, timeouts and compression are read by the exporters themselves.
 */
export function exporterKind(signal: Signal, env: NodeJS.ProcessEnv): ExporterKind {
  const name = `OTEL_${signal.toUpperCase()}_EXPORTER`
  const exporter = env[name] ?? 'otlp'
  if (exporter === 'none' || exporter === 'console') return exporter
  if (exporter !== 'otlp')
    diag.warn(`costspan: ${name} is "${exporter}"; expected otlp, console or none. OTLP is used.`)

  const protocol =
    env[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_PROTOCOL`] ?? env['OTEL_EXPORTER_OTLP_PROTOCOL'] ?? 'http/protobuf'
  if (protocol === 'http/json') return 'otlp-json'
  if (protocol !== 'http/protobuf') {
    diag.warn(
      `costspan: the OTLP protocol "${protocol}" is not supported; expected http/protobuf or http/json. http/protobuf is used.`,
    )
  }
  return 'otlp-protobuf'
}
