import { note, type YamlMap, type YamlValue } from '../yaml-text.ts'

/** A value from the environment of the collector, with what holds without it. */
export function env(name: string, otherwise: string): string {
  return `\${env:${name}:-${otherwise}}`
}

/** Sends OTLP over gRPC with a queue that outlives the collector. */
export function otlpExporter(endpoint: string): YamlMap {
  return { endpoint, tls: { insecure: true }, ...durable() }
}

/** A queue on disk, and retries without end: ten minutes without the backend lose nothing while the disk has room. */
export function durable(queue: YamlMap = {}): YamlMap {
  return {
    sending_queue: {
      ...queue,
      storage: note('On disk: it outlives a restart of the collector.', 'file_storage'),
      queue_size: 10000,
    },
    retry_on_failure: {
      initial_interval: '1s',
      max_interval: '30s',
      max_elapsed_time: note('0 means that it never gives up.', '0s'),
    },
  }
}

export function extensions(): YamlMap {
  return {
    health_check: { endpoint: env('COSTSPAN_HEALTH', '0.0.0.0:13133') },
    file_storage: {
      directory: env('COSTSPAN_QUEUE', '/var/lib/otelcol/costspan'),
      create_directory: true,
      compaction: { on_start: true, directory: env('COSTSPAN_QUEUE', '/var/lib/otelcol/costspan') },
    },
  }
}

export function otlpReceiver(): YamlMap {
  return {
    protocols: {
      grpc: { endpoint: env('COSTSPAN_OTLP_GRPC', '0.0.0.0:4317') },
      http: { endpoint: env('COSTSPAN_OTLP_HTTP', '0.0.0.0:4318') },
    },
  }
}

/** Refuses what does not fit, so that senders try again, before the system kills the collector. */
export function memoryLimiter(): YamlMap {
  return { check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 20 }
}

/** The collector's own metrics, such as `otelcol_deltatocumulative_datapoints`, are for Prometheus too. */
export function telemetry(): YamlMap {
  return {
    metrics: {
      readers: [
        {
          pull: {
            exporter: {
              prometheus: {
                host: env('COSTSPAN_TELEMETRY_HOST', '0.0.0.0'),
                port: env('COSTSPAN_TELEMETRY_PORT', '8888'),
              },
            },
          },
        },
      ],
    },
  }
}

/** Prometheus scrapes, or OTLP is sent: see `CollectorSettings.metrics`. */
export function metricsExporter(metrics: 'prometheus' | 'otlp'): YamlMap {
  if (metrics === 'otlp') {
    return {
      'otlp_http/metrics': {
        metrics_endpoint: env('COSTSPAN_METRICS_ENDPOINT', 'http://prometheus:9090/api/v1/otlp/v1/metrics'),
        ...durable({ num_consumers: note('One, so that no sample overtakes another of its series.', 1) }),
      },
    }
  }
  return {
    prometheus: {
      endpoint: env('COSTSPAN_PROMETHEUS', '0.0.0.0:8889'),
      metric_expiration: note('A model that is called once a week keeps its series.', '720h'),
      enable_open_metrics: true,
    },
  }
}

export const METRICS_EXPORTERS: Readonly<Record<'prometheus' | 'otlp', string>> = {
  prometheus: 'prometheus',
  otlp: 'otlp_http/metrics',
}

export type Components = Readonly<Record<string, YamlValue>>
