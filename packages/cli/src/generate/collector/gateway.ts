import type { CollectorSettings } from './collector-settings.ts'
import { counterConnector } from './pipelines/counters.ts'
import {
  type Components,
  env,
  extensions,
  memoryLimiter,
  METRICS_EXPORTERS,
  metricsExporter,
  otlpExporter,
  otlpReceiver,
  telemetry,
} from './pipelines/exporters.ts'
import { REPEAT, repeat } from './pipelines/repeat.ts'
import { samplingProcessor } from './pipelines/sampling.ts'
import * as names from './names.ts'
import { costProcessor } from './spans/cost.ts'
import { normaliseProcessor } from './spans/normalise.ts'
import { redactionProcessor, scrubProcessor } from './spans/scrub.ts'
import { note, type YamlMap } from './yaml-text.ts'

/** Where the spans of a gateway come from and go to; the rest is the same for all. */
export interface GatewayEnds {
  readonly receivers: Components
  /** The receivers of spans, and of the metrics that applications make themselves. */
  readonly spanReceivers: readonly string[]
  readonly metricReceivers: readonly string[]
  readonly traceExporters: Components
  /** Exporters that get each priced call, and no other span, before sampling. */
  readonly callExporters?: Components
}

/** A gateway that takes OTLP and sends traces to Jaeger and Tempo. */
export function gateway(settings: CollectorSettings): YamlMap {
  return gatewayBetween(settings, {
    receivers: { otlp: otlpReceiver() },
    spanReceivers: ['otlp'],
    metricReceivers: ['otlp'],
    traceExporters: tracingBackends(),
  })
}

export function tracingBackends(): Components {
  return {
    'otlp_grpc/jaeger': otlpExporter(env('COSTSPAN_JAEGER', 'jaeger:4317')),
    'otlp_grpc/tempo': otlpExporter(env('COSTSPAN_TEMPO', 'tempo:4317')),
  }
}

/** A gateway with other ends. */
export function gatewayBetween(settings: CollectorSettings, ends: GatewayEnds): YamlMap {
  const metrics = METRICS_EXPORTERS[settings.metrics]
  const { callExporters } = ends
  const repeated = settings.metrics === 'otlp' ? repeat : undefined
  return {
    extensions: extensions(),
    receivers: { ...ends.receivers, ...repeated?.receivers },
    processors: {
      memory_limiter: memoryLimiter(),
      'transform/normalise': note(
        'Spans of OpenInference, OpenLLMetry and the Vercel AI SDK, in the names of the conventions.',
        normaliseProcessor(),
      ),
      'transform/cost': costProcessor(settings),
      'transform/scrub': scrubProcessor(),
      'redaction/secrets': note('Keys that have come into what is left.', redactionProcessor()),
      'batch/count': note(
        'One batch at a time goes to the counters: of two that are counted at once, the later sum could be dropped as old.',
        { timeout: '200ms', send_batch_size: 2048 },
      ),
      'transform/counted': {
        error_mode: 'silent',
        trace_statements: names.MARKS.map((name) => `delete_key(span.attributes, "${name}")`),
      },
      'filter/calls':
        callExporters && note('Only calls and outcomes; what was priced in an application is a call, too.', CALLS),
      tail_sampling: samplingProcessor(settings.sampling),
      batch: { timeout: '1s', send_batch_size: 2048 },
      'transform/starts': note('When counters of applications began.', STARTS),
      'transform/labels': note('What stands on spans in another way than on counters.', LABELS),
      deltatocumulative: note(
        'The counters come as increments. A series that is forgotten begins again at 0, so it is kept for a month; beyond ' +
          'max_streams increments are lost, which otelcol_deltatocumulative_datapoints{error="limit"} tells.',
        { max_stale: '720h', max_streams: 100000 },
      ),
      ...repeated?.processors,
    },
    connectors: {
      'forward/sample': {},
      'forward/calls': callExporters && {},
      'signal_to_metrics/cost': counterConnector(settings),
    },
    exporters: {
      ...ends.traceExporters,
      ...callExporters,
      ...metricsExporter(settings.metrics),
      ...repeated?.exporters,
    },
    service: {
      extensions: ['health_check', 'file_storage'],
      telemetry: telemetry(),
      pipelines: {
        'traces/in': {
          receivers: ends.spanReceivers,
          processors: [
            'memory_limiter',
            'transform/normalise',
            'transform/cost',
            'transform/scrub',
            'redaction/secrets',
            'batch/count',
          ],
          exporters: ['signal_to_metrics/cost', 'forward/sample', ...(callExporters ? ['forward/calls'] : [])],
        },
        'traces/sampled': {
          receivers: ['forward/sample'],
          processors: ['transform/counted', 'tail_sampling', 'batch'],
          exporters: Object.keys(ends.traceExporters),
        },
        'traces/calls': callExporters && {
          receivers: ['forward/calls'],
          processors: ['transform/counted', 'filter/calls', 'batch'],
          exporters: Object.keys(callExporters),
        },
        'metrics/cost': note('What this collector has counted.', {
          receivers: ['signal_to_metrics/cost'],
          processors: ['transform/labels', 'deltatocumulative'],
          exporters: [metrics, ...(repeated ? [REPEAT] : [])],
        }),
        'metrics/repeat': repeated && note('What has not changed since, once more.', repeated.pipeline(metrics)),
        'metrics/in': note('What applications have counted themselves.', {
          receivers: ends.metricReceivers,
          processors: ['memory_limiter', 'transform/starts', 'batch'],
          exporters: [metrics],
        }),
      },
    },
  }
}

const REASON = `datapoint.attributes["${names.UNPRICED_REASON}"]`
const FINISH = `datapoint.attributes["${names.FINISH_REASONS}"]`

const CALLS: YamlMap = {
  error_mode: 'ignore',
  traces: { span: [`attributes["${names.COST_STATUS}"] == nil and attributes["${names.OUTCOME_NAME}"] == nil`] },
}

const STARTS: YamlMap = {
  error_mode: 'silent',
  metric_statements: [
    note(
      'A counter that is first made while counters are read begins a moment after the time of that reading. Prometheus then has ' +
        'no room for the 0 before its first value, which is no increase without it.',
      'set(datapoint.start_time, datapoint.start_time - Duration("1s")) where datapoint.start_time_unix_nano > 0',
    ),
  ],
}

const LABELS: YamlMap = {
  error_mode: 'silent',
  metric_statements: [
    note(
      'Each gateway has series of its own: two that counted into one would be a counter that goes back.',
      `set(resource.attributes["service.instance.id"], "${env('HOSTNAME', 'gateway')}")`,
    ),
    note(
      'With a start, the first increment of a series is one, too.',
      'set(datapoint.start_time_unix_nano, datapoint.time_unix_nano - 1000000000) where datapoint.start_time_unix_nano == 0',
    ),
    `set(datapoint.attributes["costspan.unpriced.reason"], ${REASON}) where ${REASON} != nil`,
    `delete_key(datapoint.attributes, "${names.UNPRICED_REASON}")`,
    note(
      'Calls have one choice nearly always; of several the first stands for the call.',
      `set(${FINISH}, ${FINISH}[0]) where IsList(${FINISH})`,
    ),
  ],
}
