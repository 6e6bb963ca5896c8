import { METRICS_TOPIC, TRACES_TOPIC } from './agent.ts'
import type { CollectorSettings } from './collector-settings.ts'
import { gatewayBetween, tracingBackends } from './gateway.ts'
import { env } from './pipelines/exporters.ts'
import { note, type YamlMap } from './yaml-text.ts'

/** A gateway that reads what agents put into Kafka. */
export function kafkaGateway(settings: CollectorSettings): YamlMap {
  return gatewayBetween(settings, {
    receivers: {
      kafka: {
        brokers: [env('COSTSPAN_KAFKA', 'kafka:9092')],
        group_id: 'costspan_gateway',
        initial_offset: note('A new group reads what was there before it: that is money, too.', 'earliest'),
        traces: { topics: [TRACES_TOPIC] },
        metrics: { topics: [METRICS_TOPIC] },
        message_marking: note('What could not be taken is read again.', { after: true, on_error: false }),
      },
    },
    spanReceivers: ['kafka'],
    metricReceivers: ['kafka'],
    traceExporters: tracingBackends(),
  })
}
