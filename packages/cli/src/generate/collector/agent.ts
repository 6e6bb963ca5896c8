import {
  env,
  extensions,
  memoryLimiter,
  otlpExporter,
  otlpReceiver,
  telemetry,
  durable,
} from './pipelines/exporters.ts'
import { redactionProcessor, scrubProcessor } from './spans/scrub.ts'
import { note, type YamlMap } from './yaml-text.ts'

/** An agent beside the applications: it takes OTLP, takes prompts off, and keeps what the gateway cannot take yet. */
export function agent(): YamlMap {
  return agentTo('otlp_grpc/gateway', otlpExporter(env('COSTSPAN_GATEWAY', 'gateway:4317')))
}

/** An agent that sends spans to Kafka. All spans of a trace go to one partition, and so to one gateway. */
export function kafkaAgent(): YamlMap {
  return agentTo('kafka', {
    brokers: [env('COSTSPAN_KAFKA', 'kafka:9092')],
    traces: { topic: TRACES_TOPIC },
    metrics: { topic: METRICS_TOPIC },
    partition_traces_by_id: true,
    partition_metrics_by_resource_attributes: true,
    producer: { required_acks: note('All replicas have it before it is out of the queue.', -1), compression: 'zstd' },
    ...durable(),
  })
}

/** Topics with a partition for each gateway at the least; a gateway without a partition has nothing to do. */
export const TRACES_TOPIC = 'costspan_spans'
export const METRICS_TOPIC = 'costspan_metrics'

function agentTo(exporter: string, settings: YamlMap): YamlMap {
  return {
    extensions: extensions(),
    receivers: { otlp: otlpReceiver() },
    processors: {
      memory_limiter: memoryLimiter(),
      'transform/scrub': scrubProcessor(),
      'redaction/secrets': note('Keys that have come into what is left.', redactionProcessor()),
      batch: { timeout: '200ms', send_batch_size: 2048 },
    },
    exporters: { [exporter]: settings },
    service: {
      extensions: ['health_check', 'file_storage'],
      telemetry: telemetry(),
      pipelines: {
        traces: {
          receivers: ['otlp'],
          processors: ['memory_limiter', 'transform/scrub', 'redaction/secrets', 'batch'],
          exporters: [exporter],
        },
        metrics: { receivers: ['otlp'], processors: ['memory_limiter', 'batch'], exporters: [exporter] },
      },
    },
  }
}
