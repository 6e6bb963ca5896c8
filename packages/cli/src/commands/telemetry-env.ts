/** The receiver that a program's telemetry is sent to, and what it asks for. */
export interface TelemetryTarget {
  readonly url: string
  readonly token: string | undefined
}

/**
 * The variables that send a program's telemetry to a receiver.
 *
 * Settings for one signal would win over those for all, so none is left. The protocol is said because some SDKs speak gRPC
 * when they are told nothing.
 */
export function telemetryEnv({ url, token }: TelemetryTarget): NodeJS.ProcessEnv {
  const ofOneSignal = ['TRACES', 'METRICS', 'LOGS'].flatMap((signal) => [
    `OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`,
    `OTEL_EXPORTER_OTLP_${signal}_PROTOCOL`,
    ...(token === undefined ? [] : [`OTEL_EXPORTER_OTLP_${signal}_HEADERS`]),
  ])
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    ...(token !== undefined && { OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${encodeURIComponent(token)}` }),
    ...Object.fromEntries(ofOneSignal.map((name) => [name, undefined])),
  }
}
