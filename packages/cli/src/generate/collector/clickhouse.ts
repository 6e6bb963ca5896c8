import type { CollectorSettings } from './collector-settings.ts'
import { gatewayBetween, tracingBackends } from './gateway.ts'
import { durable, env, otlpReceiver } from './pipelines/exporters.ts'
import { note, type YamlMap } from './yaml-text.ts'

/**
 * A gateway that also writes every call to ClickHouse, where reports over months are asked for in SQL. Calls go there before
 * sampling, all other spans do not: what is kept of whole traces is in the tracing backends.
 */
export function clickhouseGateway(settings: CollectorSettings): YamlMap {
  return gatewayBetween(settings, {
    receivers: { otlp: otlpReceiver() },
    spanReceivers: ['otlp'],
    metricReceivers: ['otlp'],
    traceExporters: tracingBackends(),
    callExporters: {
      clickhouse: {
        endpoint: env('COSTSPAN_CLICKHOUSE', 'tcp://clickhouse:9000'),
        database: 'otel',
        traces_table_name: 'otel_traces',
        create_schema: note('Creates the table that the reports ask, unless it is there.', true),
        ttl: note('A year and a month, so that a month can be held against that of the year before.', '9480h'),
        ...durable(),
      },
    },
  })
}
